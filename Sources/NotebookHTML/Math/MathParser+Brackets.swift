extension MathElement {
  enum BracketForm: String { case prefix, infix, postfix }

  /// A bracket as high as what it encloses.
  static func bracket(_ text: String, _ form: BracketForm) -> MathElement {
    .token("mo", text, ["form": form.rawValue, "fence": "true", "stretchy": "true"])
  }

  /// A bracket that keeps its size. Bars open and close alike, so they have no space, as letters.
  static func unstretched(_ text: String) -> MathElement {
    text == "|" || text == "‖" ? sign(text).with("lspace", "0").with("rspace", "0") : sign(text)
  }
}

extension MathParser {
  /// How high the brackets of plain TeX are, in em.
  static let bracketSizes: [String: String] = {
    let heights = ["big": "1.2em", "Big": "1.8em", "bigg": "2.4em", "Bigg": "3em"]
    let named = heights.flatMap { size in ["", "l", "r", "m"].map { (size.key + $0, size.value) } }
    return Dictionary(uniqueKeysWithValues: named)
  }()

  /// `\left( … \middle| … \right)`, with a dot for no bracket.
  mutating func growingBrackets(from start: Int) throws(MathError) -> MathElement {
    var parts = [MathElement]()
    if let left = try bracket(after: "\\left") { parts.append(.bracket(left, .prefix)) }
    while true {
      parts.append(try expression())
      let name = peek() == "\\" ? commandName(at: position) : ""
      guard name == "middle" || name == "right" else {
        throw MathError(kind: .unclosed("\\left"), position: start + 1)
      }
      skipCommand(name)
      let found = try bracket(after: "\\" + name)
      if let found { parts.append(.bracket(found, name == "right" ? .postfix : .infix)) }
      if name == "right" { return .layout("mrow", parts) }
    }
  }

  /// `\bigl(`: a bracket of a given size.
  mutating func sizedBracket(_ size: String, _ name: String) throws(MathError) -> MathElement {
    guard let text = try bracket(after: "\\" + name) else { return .row([]) }
    let form: MathElement.BracketForm = name.hasSuffix("r") ? .postfix : name.hasSuffix("m") ? .infix : .prefix
    return .bracket(text, form).with("minsize", size).with("maxsize", size)
  }

  /// The bracket that stands here; nil for a dot.
  private mutating func bracket(after name: String) throws(MathError) -> String? {
    guard let character = next() else { throw error(.missingArgument(name)) }
    if character == "\\" {
      let command = commandName(at: position)
      guard let text = MathSymbol.brackets[command] else { throw error(.unexpected("\\" + command)) }
      skipCommand(command)
      return text
    }
    let brackets: [Character: String] = ["<": "⟨", ">": "⟩"]
    guard "()[]|/.<>⟨⟩".contains(character) else { throw error(.unexpected(String(character))) }
    position += 1
    return character == "." ? nil : brackets[character] ?? String(character)
  }
}
