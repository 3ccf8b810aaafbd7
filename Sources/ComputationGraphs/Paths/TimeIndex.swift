/// The time step that a name carries: 3 in `h3`, `h_3`, `h_{3}`, `h[3]` and `h₃`.
public struct TimeIndex: Sendable, Equatable {
  /// What is indexed: `h`.
  public let base: String
  /// The step.
  public let step: Int

  /// Reads a name; nil when it does not end in a number, or is nothing else.
  public init?(_ name: String) {
    var rest = Substring(name)
    if rest.last == "}" || rest.last == "]" { rest.removeLast() }
    var digits = ""
    while let digit = rest.last.flatMap(Self.digit) {
      digits = "\(digit)" + digits
      rest.removeLast()
    }
    guard let step = Int(digits) else { return nil }
    while let last = rest.last, "_{[".contains(last) { rest.removeLast() }
    guard !rest.isEmpty else { return nil }
    base = String(rest)
    self.step = step
  }

  /// The value of a digit on the line or below it.
  static func digit(_ character: Character) -> Int? {
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else { return nil }
    switch scalar.value {
    case 0x30...0x39: return Int(scalar.value) - 0x30
    case 0x2080...0x2089: return Int(scalar.value) - 0x2080
    default: return nil
    }
  }
}
