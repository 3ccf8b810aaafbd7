/// A generator that gives the same numbers for a seed on every machine (Steele, Lea and Flood, "Fast splittable
/// pseudorandom number generators", OOPSLA 2014).
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A strict reader of markup, of which nothing is asked but whether it is well formed.
enum Markup {
  /// Whether every tag is closed in its order, every attribute stands between double quotes and once, and no `<`, `&`
  /// or `"` stands where it would mean something else.
  static func isWellFormed(_ markup: String) -> Bool {
    // By scalars, as browsers read.
    var (open, rest) = ([String](), Substring(markup).unicodeScalars)
    while let start = rest.firstIndex(where: { $0 == "<" || $0 == ">" || $0 == "&" }) {
      let sign = rest[start]
      rest = rest[rest.index(after: start)...]
      switch sign {
      case ">": return false
      case "&":
        guard let end = rest.firstIndex(of: ";"), ["lt", "gt", "amp", "quot", "#39"].contains(String(rest[..<end]))
        else { return false }
        rest = rest[rest.index(after: end)...]
      default:
        let isEnd = rest.first == "/"
        if isEnd { rest.removeFirst() }
        let name = rest.prefix { $0.properties.isAlphabetic || $0 == "-" }
        rest = rest[name.endIndex...]
        if isEnd {
          guard open.popLast() == String(name) else { return false }
        } else {
          guard !name.isEmpty else { return false }
          open.append(String(name))
          var names: Set<String> = []
          while rest.first == " " {
            guard let quote = rest.firstIndex(of: "\""), rest[..<quote].last == "=",
              let end = rest[rest.index(after: quote)...].firstIndex(of: "\""), !rest[..<end].contains("<"),
              !rest[..<quote].contains(">"), names.insert(String(rest[..<quote])).inserted
            else { return false }
            rest = rest[rest.index(after: end)...]
          }
        }
        guard rest.popFirst() == ">" else { return false }
      }
    }
    return open.isEmpty
  }
}
