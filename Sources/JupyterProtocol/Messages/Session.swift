/// One end of a conversation: a process of the kernel or of a front end.
package struct Session: Equatable, Sendable {
  /// Unlike that of any other process.
  package let id: String
  /// Whom messages are said to come from.
  package let username: String

  package init(id: String = Session.randomIdentifier(), username: String = "kernel") {
    self.id = id
    self.username = username
  }

  /// A random UUID (version 4, RFC 9562).
  package static func randomIdentifier() -> String {
    var generator = SystemRandomNumberGenerator()
    let high = generator.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = generator.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = [high, low].map { word in
      let text = String(word, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined()
    var identifier = ""
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { identifier.append("-") }
      identifier.append(digit)
    }
    return identifier
  }
}
