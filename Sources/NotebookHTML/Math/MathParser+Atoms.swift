extension MathParser {
  /// One symbol, group or command, without what is raised and lowered behind it.
  mutating func atom() throws(MathError) -> Atom {
    guard depth < Self.greatestDepth else { throw error(.tooDeep) }
    depth += 1
    defer { depth -= 1 }
    guard let character = peek() else { return Atom(element: .row([])) }
    switch character {
    case "\\": return try command()
    case "{": return Atom(element: try group())
    case "^", "_", "'": return Atom(element: .row([]))  // raised at nothing, as in {}^2
    case _ where character.isASCII && character.isNumber: return Atom(element: number())
    case _ where character.isLetter && !character.isMathematicalSign: return Atom(element: letters())
    default: return Atom(element: try sign())
    }
  }

  /// What a command, or `^` or `_`, takes: a group, or one symbol.
  mutating func argument(of name: String) throws(MathError) -> MathElement {
    guard let character = next(), !endsExpression(character), !"^_'".contains(character) else {
      throw error(.missingArgument(name))
    }
    if character.isASCII, character.isNumber {  // \frac12 is a half
      position += 1
      return .token("mn", alphabet.letter(character))
    }
    if character.isLetter, !character.isMathematicalSign {
      position += 1
      return .identifier(alphabet.letter(character), upright: alphabet == .roman)
    }
    return try atom().element
  }

  /// What stands between braces.
  mutating func group() throws(MathError) -> MathElement {
    let start = position
    position += 1
    let element = try expression()
    guard peek() == "}" else { throw MathError(kind: .unclosed("{"), position: start + 1) }
    position += 1
    return element
  }

  private mutating func number() -> MathElement {
    var digits = ""
    while let character = peek() {
      let isPoint = character == "." && peek(1).map { $0.isASCII && $0.isNumber } == true
      guard character.isASCII && character.isNumber || isPoint else { break }
      digits += alphabet.letter(character)
      position += 1
    }
    return .token("mn", digits)
  }

  private mutating func letters() -> MathElement {
    var name = ""
    while let character = peek(), character.isLetter, !character.isMathematicalSign {
      name += alphabet.letter(character)
      position += 1
      if !alphabet.makesNames { break }
    }
    return .identifier(name, upright: alphabet == .roman)
  }

  private mutating func sign() throws(MathError) -> MathElement {
    guard let character = peek() else { return .row([]) }
    guard !character.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }),
      character != "$", character != "#", character != "%"
    else { throw error(.unexpected(shown(character))) }
    position += 1
    switch character {
    case "~": return .token("mtext", "\u{A0}")
    case "-": return .sign("−")
    case "*": return .sign("∗")
    case "∂", "∇", "∞", "…", "⋯", "⊤", "!", "?", ".", "@", "\"": return .identifier(String(character), upright: true)
    case "|": return .unstretched("|")
    case "/": return .sign("/").with("lspace", "0.1em").with("rspace", "0.1em")
    case _ where character.isASCII || character.isMathematicalSign: return .sign(String(character))
    default: return .token("mtext", String(character))
    }
  }
}

extension Character {
  /// ∂ and its like count as letters in no formula.
  fileprivate var isMathematicalSign: Bool { isMathSymbol || isSymbol || isPunctuation }
}
