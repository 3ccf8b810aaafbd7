/// Reads numbers and vectors, and products of them with what is only partly known: `[0, 0]^T`, `x_1[0] σ'(…)`.
struct ValueParser {
  private let text: FormulaText
  private let tokens: [FormulaToken]
  private let input: [Double]
  private var position = 0
  private var depth = 0

  init(_ text: String, input: [Double]) throws(FormulaError) {
    let shown = FormulaText(text.utf8.count > FormulaText.longest ? String(text.prefix(200)) : text)
    guard text.utf8.count <= FormulaText.longest else {
      throw FormulaError(
        .tooLong, at: 0, in: shown, "The answer has \(text.utf8.count) bytes.",
        expected: "at most \(FormulaText.longest)")
    }
    self.text = shown
    self.input = input
    tokens = try FormulaTokenizer(shown, letters: Set("UVWhxzT")).tokens.filter {
      $0.kind != .row || Self.isEntryEnd($0, shown)
    }
  }

  /// Whether a row ends by `\\`, which parts the elements of a column, and not by a new line.
  private static func isEntryEnd(_ token: FormulaToken, _ text: FormulaText) -> Bool {
    text[token.range].hasPrefix("\\")
  }

  mutating func parse() throws(FormulaError) -> [PartlyKnown] {
    // What stands before the last equals sign says what is worked out, and how.
    if let equals = tokens.lastIndex(where: { $0.kind == .equals }) { position = equals + 1 }
    guard kind != .end else { throw unexpected("a number, a vector, or a product") }
    let values = try sum()
    while take(.semicolon) || take(.comma) || take(.row) {}
    guard kind == .end else { throw unexpected("the end of the answer") }
    return values
  }

  private var kind: FormulaToken.Kind { tokens[position].kind }

  private mutating func take(_ kind: FormulaToken.Kind) -> Bool {
    guard self.kind == kind, kind != .end else { return false }
    position += 1
    return true
  }

  private func unexpected(_ expected: String) -> FormulaError {
    let token = tokens[position]
    return FormulaError(
      .syntax, at: token.range.lowerBound, in: text,
      token.kind == .end ? "The answer ends too early." : "“\(text[token.range])” does not fit here.",
      expected: expected)
  }

  // MARK: Sums and products

  private mutating func sum() throws(FormulaError) -> [PartlyKnown] {
    guard depth < FormulaParser.deepest else {
      throw FormulaError(
        .tooDeep, at: tokens[position].range.lowerBound, in: text,
        "Brackets are nested deeper than \(FormulaParser.deepest) here.", expected: "an answer with fewer levels")
    }
    depth += 1
    var total = try signedProduct()
    while kind == .plus || kind == .minus { total = try combined(total, try signedProduct(), +) }
    depth -= 1
    return total
  }

  private mutating func signedProduct() throws(FormulaError) -> [PartlyKnown] {
    var isNegative = false
    while kind == .plus || kind == .minus {
      if kind == .minus { isNegative.toggle() }
      position += 1
    }
    return try product().map { isNegative ? $0 * .known(-1) : $0 }
  }

  private mutating func product() throws(FormulaError) -> [PartlyKnown] {
    var product = try factor()
    while true {
      if take(.slash) {
        let divisor = try factor()
        product = product.map { $0 == .known(0) ? $0 : divisor == [.known(1)] ? $0 : .unknown }
      } else if take(.times) || startsFactor {
        product = try combined(product, try factor(), *)
      } else {
        return product
      }
    }
  }

  /// Two vectors of one size element by element, or a vector and a number.
  private func combined(
    _ a: [PartlyKnown], _ b: [PartlyKnown], _ operation: (PartlyKnown, PartlyKnown) -> PartlyKnown
  ) throws(FormulaError) -> [PartlyKnown] {
    if a.count == 1 { return b.map { operation(a[0], $0) } }
    if b.count == 1 { return a.map { operation($0, b[0]) } }
    guard a.count == b.count else { throw unexpected("vectors of the same size") }
    return zip(a, b).map(operation)
  }

  private var startsFactor: Bool {
    switch kind {
    case .number, .letter, .open, .groupStart, .matrixStart, .word: true
    default: false
    }
  }

  // MARK: Factors

  private mutating func factor() throws(FormulaError) -> [PartlyKnown] {
    var value: [PartlyKnown]
    switch kind {
    case .number(let digits):
      position += 1
      value = [.known(Double(digits) ?? 0)]
    case .letter("x"): value = try inputElement()
    case .word("the"), .word("zero"), .word("zeros"):
      // The zero vector in words.
      _ = take(.word("the"))
      guard take(.word("zero")) || take(.word("zeros")) else { throw unexpected("a number, a vector, or a product") }
      _ = take(.word("vector"))
      if case .open(let bracket) = kind { try skipBracket(bracket) }
      value = [.known(0)]
    case .letter, .word:
      position += 1
      try skipIndex()
      while take(.prime) {}
      // A function of something; of a quantity without brackets nothing is known either.
      if case .open(let bracket) = kind { try skipBracket(bracket) }
      value = [.unknown]
    case .matrixStart:
      position += 1
      value = try list(until: .matrixEnd)
    case .open(let bracket):
      position += 1
      value = try list(until: .close(bracket))
    case .groupStart:
      position += 1
      value = try list(until: .groupEnd)
    default: throw unexpected("a number, a vector, or a product")
    }
    while kind == .superscript || kind == .transpose || kind == .prime || kind == .subscripted {
      position += 1
      if take(.groupStart) {
        while kind != .end, kind != .groupEnd { position += 1 }
        guard take(.groupEnd) else { throw unexpected("“}”") }
      } else if kind == .letter("T") || kind == .transpose {
        position += 1
      } else if case .number = kind {
        position += 1
      }
    }
    return value
  }

  /// Elements parted by commas, columns or rows; a list in a list, as in `[[0], [0]]`, is one.
  private mutating func list(until end: FormulaToken.Kind) throws(FormulaError) -> [PartlyKnown] {
    var values = try sum()
    while take(.comma) || take(.semicolon) || take(.column) || take(.row) {
      if kind == end { break }
      values += try sum()
    }
    guard take(end) else { throw unexpected("the bracket that closes the one before") }
    return values
  }

  /// An element of x_1, counted from 0 in `x_1[0]` and from 1 in `x_{1,1}`; or all of it.
  private mutating func inputElement() throws(FormulaError) -> [PartlyKnown] {
    position += 1
    var numbers: [Int] = []
    if take(.subscripted) {
      let isGroup = take(.groupStart)
      while case .number(let digits) = kind {
        position += 1
        numbers += digits.count == 2 && numbers.isEmpty ? digits.compactMap(\.wholeNumberValue) : [Int(digits) ?? 0]
        _ = isGroup && take(.comma)
      }
      if isGroup, !take(.groupEnd) { throw unexpected("“}”") }
    } else if case .number(let digits) = kind {
      position += 1
      numbers = [Int(digits) ?? 0]
    }
    guard numbers.first == 1 else { return [.unknown] }
    if take(.open(.square)) {
      guard case .number(let digits) = kind, let place = Int(digits), input.indices.contains(place) else {
        throw unexpected("0 to \(input.count - 1)")
      }
      position += 1
      guard take(.close(.square)) else { throw unexpected("“]”") }
      return [.known(input[place])]
    }
    guard numbers.count > 1 else { return input.map { .known($0) } }
    return input.indices.contains(numbers[1] - 1) ? [.known(input[numbers[1] - 1])] : [.unknown]
  }

  private mutating func skipIndex() throws(FormulaError) {
    guard take(.subscripted) else { return }
    if take(.groupStart) {
      while kind != .end, kind != .groupEnd { position += 1 }
      guard take(.groupEnd) else { throw unexpected("“}”") }
    } else if kind != .end {
      position += 1
    }
  }

  private mutating func skipBracket(_ bracket: Bracket) throws(FormulaError) {
    var open = 0
    repeat {
      if kind == .open(bracket) { open += 1 }
      if kind == .close(bracket) { open -= 1 }
      guard kind != .end else { throw unexpected("the bracket that closes the one before") }
      position += 1
    } while open > 0
  }
}
