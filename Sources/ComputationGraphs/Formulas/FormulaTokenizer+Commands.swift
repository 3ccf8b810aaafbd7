extension FormulaTokenizer {
  mutating func command() throws(FormulaError) {
    let start = position
    let name = commandName()
    if ["(", ")", "[", "]"].contains(name) { return }
    guard let command = LaTeXCommand(name: name) else {
      throw error(
        .command, at: start, "“\\\(name)” is not a command that a formula here can hold.",
        expected: "a quantity, \\frac, \\sum, \\prod, \\cdot, or a bracket")
    }
    switch command {
    case .nothing: break
    case .nothingWithArgument: try skipArgument()
    case .bracketSize:
      if !skipMissingBracket() { prefix = start }
    case .typeface:
      prefix = prefix ?? start
      openTypeface()
    case .begin, .end: try environment(opens: command == .begin, from: start)
    case .token(.fraction(let sign)):
      append(.fraction(sign), from: start)
      singleDigits = 2
    case .token(.row):
      skipRowDistance()
      append(.row, from: start)
    case .token(let kind): append(kind, from: start)
    }
  }

  /// The name after a backslash: letters, or one character.
  private mutating func commandName() -> String {
    position += 1
    let start = position
    while let character = peek(), character.isASCII, character.isLetter { position += 1 }
    if position == start, position < end { position += 1 }
    let name = text[start..<position]
    guard peek() == "*", LaTeXCommand(name: name + "*") != nil else { return name }
    position += 1
    return name + "*"
  }

  private mutating func skipSpace() {
    while let character = peek(), character.isWhitespace { position += 1 }
  }

  private mutating func skipArgument() throws(FormulaError) {
    skipSpace()
    guard peek() == "{" else { return }
    let start = position
    while let character = peek(), character != "}" { position += character == "\\" ? 2 : 1 }
    guard peek() == "}" else {
      throw error(.unbalanced, at: start, "This brace is never closed.", expected: "a “}” further on")
    }
    position += 1
  }

  /// After `\left` or `\right`, a dot stands for no bracket.
  private mutating func skipMissingBracket() -> Bool {
    skipSpace()
    guard peek() == "." || peek() == "|" else { return false }
    position += 1
    return true
  }

  /// Braces after a typeface are left out when they hold names only, so that `\mathbf{h}_t` is h with the index t.
  private mutating func openTypeface() {
    skipSpace()
    guard peek() == "{" else { return }
    var distance = 1
    while let character = peek(distance), character != "}" {
      let isName = character.isLetter || character.isNumber || character.isWhitespace || "_^'.".contains(character)
      let isSign = "\\∂".contains(character) && !(peek(distance + 1) == "\\")
      guard isName || isSign else { return }
      distance += 1
    }
    guard peek(distance) == "}" else { return }
    braces.append((true, position))
    position += 1
  }

  /// The distance after `\\`, as in `\\[2pt]`.
  private mutating func skipRowDistance() {
    guard peek() == "[", let first = peek(1), first.isNumber || first == "-" || first == "." else { return }
    var distance = 2
    while let character = peek(distance), character.isNumber || character.isLetter || character == "." { distance += 1 }
    if peek(distance) == "]", let last = peek(distance - 1), last.isLetter { position += distance + 1 }
  }

  private mutating func environment(opens: Bool, from start: Int) throws(FormulaError) {
    skipSpace()
    guard peek() == "{" else {
      throw error(.syntax, at: position, "The environment has no name.", expected: "a name in braces, like {align}")
    }
    position += 1
    let nameStart = position
    while let character = peek(), character.isLetter || character == "*" { position += 1 }
    let name = text[nameStart..<position].filter { $0 != "*" }
    let isMatrix = LaTeXCommand.matrixEnvironments.contains(name)
    guard peek() == "}", isMatrix || LaTeXCommand.layoutEnvironments.contains(name) else {
      throw error(
        .command, at: nameStart, "“\(name)” is not an environment that a formula here can hold.",
        expected: "align, aligned, equation, gather or array")
    }
    position += 1
    if opens {
      environments.append((name, start))
      if ["array", "alignat", "alignedat"].contains(name) { try skipArgument() }
      if isMatrix { append(.matrixStart, from: start) }
    } else {
      guard environments.popLast()?.name == name else {
        throw error(
          .unbalanced, at: start, "“\\end{\(name)}” closes an environment that is not the one open here.",
          expected: "the “\\end” of the environment that was opened last")
      }
      if isMatrix { append(.matrixEnd, from: start) }
    }
  }
}
