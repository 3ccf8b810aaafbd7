/// Splits a formula into tokens, in LaTeX or in plain text or in a mixture of both; linear in its length.
///
/// What only arranges the formula on the page (space, sizes, typefaces, environments, `&`) leaves no token.
struct FormulaTokenizer {
  let text: FormulaText
  /// Names of one letter that make a word like `dh` or `WU` a product of names.
  let letters: Set<Character>
  /// Letters that may be an index right after a name: `ht`.
  let indices: Set<Character>
  private(set) var tokens: [FormulaToken] = []
  var position: Int
  let end: Int
  /// For every open brace, whether it is a typeface's and counts for nothing.
  var braces: [(isTypeface: Bool, offset: Int)] = []
  /// Names of the environments that are open.
  var environments: [(name: String, offset: Int)] = []
  /// Where the typeface or size of the next token begins, which is shown together with it.
  var prefix: Int?
  /// How many digits still are arguments of `\frac`, of one digit each.
  var singleDigits = 0

  init(_ text: FormulaText, letters: Set<Character>, indices: Set<Character> = []) throws(FormulaError) {
    self.text = text
    self.letters = letters
    self.indices = indices
    let part = text.mathematics
    position = part.lowerBound
    end = part.upperBound
    while position < end { try next() }
    if let open = braces.last, open.isTypeface {
      throw error(.unbalanced, at: open.offset, "This brace is never closed.", expected: "a “}” further on")
    }
    if let open = environments.last {
      throw error(
        .unbalanced, at: open.offset, "The environment “\(open.name)” is never closed.",
        expected: "an “\\end{\(open.name)}” further on")
    }
    append(.end, from: end)
  }

  func error(
    _ kind: FormulaError.Kind, at offset: Int, _ problem: String, expected: String
  ) -> FormulaError {
    FormulaError(kind, at: offset, in: text, problem, expected: expected)
  }

  func peek(_ distance: Int = 0) -> Character? {
    position + distance < end ? text.characters[position + distance] : nil
  }

  mutating func append(_ kind: FormulaToken.Kind, from start: Int, to end: Int? = nil) {
    tokens.append(FormulaToken(kind: kind, range: (prefix ?? start)..<(end ?? position)))
    prefix = nil
  }

  private mutating func next() throws(FormulaError) {
    guard let character = peek() else { return }
    let start = position
    if character == "\\" { return try command() }
    if character.isNewline {
      position += 1
      append(.row, from: start)
    } else if character.isWhitespace || character == "~" {
      position += 1
    } else if let digits = Self.script(character) {
      scripts(digits.isRaised)
    } else if character.isASCII, character.isNumber {
      number()
    } else if let letter = Self.letter(character) {
      singleDigits = 0
      if letter.isASCII { word() } else { greek(letter) }
    } else if character == "{" || character == "}" {
      brace(character)
    } else if character == "&" {
      position += 1
      if isInMatrix { append(.column, from: start) }
    } else {
      for (spelling, kind) in Self.signs where starts(with: spelling) {
        position += spelling.count
        return append(kind, from: start)
      }
      throw error(
        .character, at: start, "The character “\(character)” has no meaning in a formula.",
        expected: "a quantity, a number, a bracket, or one of + - * / =")
    }
  }

  private func starts(with spelling: String) -> Bool {
    var distance = 0
    for character in spelling {
      guard peek(distance) == character else { return false }
      distance += 1
    }
    return true
  }

  var isInMatrix: Bool {
    environments.last.map { LaTeXCommand.matrixEnvironments.contains($0.name) } ?? false
  }

  // MARK: Numbers, letters and words

  private mutating func number() {
    let start = position
    position += 1
    if singleDigits > 0 {
      singleDigits -= 1
    } else {
      while let digit = peek(), digit.isASCII, digit.isNumber { position += 1 }
      if peek() == ".", let digit = peek(1), digit.isASCII, digit.isNumber {
        position += 1
        while let digit = peek(), digit.isASCII, digit.isNumber { position += 1 }
      }
    }
    append(.number(text[start..<position]), from: start)
  }

  private mutating func greek(_ letter: Character) {
    position += 1
    let kind: FormulaToken.Kind
    switch letter {
    case "Σ": kind = .series(.sum)
    case "Π": kind = .series(.product)
    default: kind = .letter(String(letter))
    }
    append(kind, from: position - 1)
  }

  private mutating func word() {
    let start = position
    var word = ""
    while let character = peek(), let letter = Self.letter(character), letter.isASCII {
      word.append(letter)
      position += 1
    }
    if let kind = Self.words[word] ?? Self.words[word.lowercased()] {
      append(kind, from: start)
    } else if isProduct(word) {
      for (distance, letter) in word.enumerated() {
        append(.letter(String(letter)), from: start + distance, to: start + distance + 1)
      }
    } else if let greek = LaTeXCommand.greek[word] {
      append(.letter(greek), from: start)
    } else if word.hasPrefix("d"), word.count > 1, letters.contains("h") {
      // Half a derivative of something that is no quantity: the name is what is wrong.
      append(.letter("d"), from: start, to: start + 1)
      append(word.count == 2 ? .letter(String(word.dropFirst())) : .word(String(word.dropFirst())), from: start + 1)
    } else {
      append(word.count == 1 ? .letter(word) : .word(word), from: start)
    }
  }

  /// Whether a word is one name after another, each perhaps with a d before it and an index after it.
  private func isProduct(_ word: String) -> Bool {
    var last: Character?
    for letter in word {
      let isName = letters.contains(letter)
      let isIndex = indices.contains(letter) && last.map(letters.contains) == true
      guard isName || isIndex || letter == "d" && last != "d" else { return false }
      if last == "d", !isName { return false }
      last = letter
    }
    return last != "d"
  }

  /// Small raised or lowered characters become a superscript or subscript in braces: `h₁₂` is `h_{12}`.
  private mutating func scripts(_ isRaised: Bool) {
    let start = position
    append(isRaised ? .superscript : .subscripted, from: start)
    append(.groupStart, from: start)
    while let character = peek(), let (kind, raised) = Self.script(character), raised == isRaised {
      position += 1
      if case .number(let digit) = kind, case .number(let digits)? = tokens.last?.kind {
        let first = tokens.removeLast().range.lowerBound
        append(.number(digits + digit), from: first)
      } else {
        append(kind, from: position - 1)
      }
    }
    append(.groupEnd, from: position)
  }

  private mutating func brace(_ character: Character) {
    let start = position
    position += 1
    singleDigits = 0
    if character == "{" {
      braces.append((false, start))
      append(.groupStart, from: start)
    } else if braces.popLast()?.isTypeface != true {
      append(.groupEnd, from: start)
    } else if let last = tokens.popLast() {
      // The brace of a typeface is shown with what it ends.
      tokens.append(FormulaToken(kind: last.kind, range: last.range.lowerBound..<position))
    }
  }
}
