extension JSONValue {
  /// What the text of `node` means.
  ///
  /// Half of a surrogate pair becomes U+FFFD. Of a name that occurs twice, the last value stays, at the first place.
  package init(_ node: JSONNode) {
    switch node {
    case .scalar(let text): self = Self.scalar(text)
    case .string(let text): self = .string(JSONNode.unescaped(text))
    case .array(let elements, _): self = .array(elements.map { JSONValue($0.value) })
    case .object(let members, _): self = .object(Self.members(members))
    }
  }

  private static func scalar(_ text: JSONNode.Text) -> JSONValue {
    let word = String(decoding: text, as: UTF8.self)
    switch word {
    case "null": return .null
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    default: return Int(word).map(JSONValue.integer) ?? .number(word)
    }
  }

  private static func members(_ written: [JSONNode.Member]) -> [Member] {
    var members: [Member] = []
    var places: [[UInt8]: Int] = [:]
    for member in written {
      let name = JSONNode.unescaped(member.name)
      let value = Member(name: name, value: JSONValue(member.value))
      if let place = places.updateValue(members.count, forKey: Array(name.utf8)) {
        places[Array(name.utf8)] = place
        members[place] = value
      } else {
        members.append(value)
      }
    }
    return members
  }
}

extension JSONNode {
  /// The string that a parsed text with quotes stands for.
  static func unescaped(_ quoted: Text) -> String {
    let inside = quoted.dropFirst().dropLast()
    guard inside.contains(UInt8(ascii: "\\")) else { return String(decoding: inside, as: UTF8.self) }
    var text: [UInt8] = []
    text.reserveCapacity(inside.count)
    var rest = inside
    while let slash = rest.firstIndex(of: UInt8(ascii: "\\")) {
      text += rest[..<slash]
      rest = rest[(slash + 1)...]
      text += Array(String(scalar(&rest)).utf8)
    }
    text += rest
    return String(decoding: text, as: UTF8.self)
  }

  /// Takes what follows a backslash.
  private static func scalar(_ rest: inout Text) -> Unicode.Scalar {
    let letter = rest.removeFirst()
    guard letter == UInt8(ascii: "u") else { return escapes[letter] ?? "\u{FFFD}" }
    let first = hexadecimal(&rest)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, rest.starts(with: "\\u".utf8) else { return "\u{FFFD}" }
    var behind = rest.dropFirst(2)
    let second = hexadecimal(&behind)
    guard (0xDC00...0xDFFF).contains(second) else { return "\u{FFFD}" }
    rest = behind
    return Unicode.Scalar(0x10000 + (UInt32(first - 0xD800) << 10 | UInt32(second - 0xDC00))) ?? "\u{FFFD}"
  }

  private static func hexadecimal(_ rest: inout Text) -> UInt16 {
    defer { rest = rest.dropFirst(4) }
    return UInt16(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16) ?? 0
  }

  /// What the letter behind a backslash stands for; `u` apart.
  static let escapes: [UInt8: Unicode.Scalar] = [
    UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "b"): "\u{8}",
    UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
  ]
}
