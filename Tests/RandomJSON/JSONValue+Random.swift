package import JSONTree

/// SplitMix64: the same numbers for the same seed, everywhere.
package struct Random: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension JSONValue {
  /// A short string with everything that needs care.
  package static func randomString(using random: inout Random) -> String {
    let scalars: [Unicode.Scalar] = [
      "a", "Z", " ", "\"", "\\", "/", "\n", "\t", "\r", "\u{0}", "\u{8}", "\u{1F}", "é", "𝄞", "\u{2028}",
    ]
    return (0..<Int.random(in: 0...6, using: &random)).reduce(into: "") { text, _ in
      text.unicodeScalars.append(scalars[Int.random(in: 0..<scalars.count, using: &random)])
    }
  }

  /// Any value at most `depth` deep, names of one object all different.
  package static func random(depth: Int, using random: inout Random) -> JSONValue {
    switch Int.random(in: 0...(depth > 0 ? 7 : 5), using: &random) {
    case 0: return .null
    case 1: return .boolean(Bool.random(using: &random))
    case 2: return .integer(Int(truncatingIfNeeded: random.next()) >> Int.random(in: 0..<64, using: &random))
    case 3: return JSONValue(Double(Int.random(in: -999...999, using: &random)) / 64)
    case 4:
      return .number(
        ["1e5", "-0.0", "1E+2", "123456789012345678901234567890"][Int.random(in: 0..<4, using: &random)])
    case 5: return .string(randomString(using: &random))
    case 6:
      return .array((0..<Int.random(in: 0...4, using: &random)).map { _ in .random(depth: depth - 1, using: &random) })
    default:
      return .object(
        (0..<Int.random(in: 0...4, using: &random)).map { index in
          Member(name: randomString(using: &random) + String(index), value: .random(depth: depth - 1, using: &random))
        })
    }
  }

  /// The same with the members of every object in the order of their names: objects that differ only there are equal.
  package var sorted: JSONValue {
    switch self {
    case .array(let elements): .array(elements.map(\.sorted))
    case .object(let members):
      .object(
        members.map { Member(name: $0.name, value: $0.value.sorted) }
          .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
    default: self
    }
  }
}
