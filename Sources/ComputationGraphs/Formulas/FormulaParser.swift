/// Reads a formula: sums, products, brackets, derivatives, and sums and products over an index.
///
/// Recursive descent with a limit to the depth, linear in the length of the text but for products over an index, whose
/// scope is found by what mentions the index.
struct FormulaParser {
  let names: FormulaNames
  let tokens: [FormulaToken]
  var formula: Formula
  var position = 0
  /// Whether the text has no LaTeX, so that `h_t-1` is the state before.
  let isPlain: Bool
  /// Below the line of a derivative, brackets are no arguments.
  var isDenominator = false
  /// The indices of the sums and products around this place.
  var bound: [String] = []
  private var depth = 0

  /// How deep brackets, groups and sums may be nested; the lab's answers need five.
  static let deepest = 100

  init(_ text: String, names: FormulaNames) throws(FormulaError) {
    self.names = names
    let characters = FormulaText(text.utf8.count > FormulaText.longest ? String(text.prefix(200)) : text)
    guard text.utf8.count <= FormulaText.longest else {
      throw FormulaError(
        .tooLong, at: 0, in: characters, "The formula has \(text.utf8.count) bytes.",
        expected: "at most \(FormulaText.longest); a sum sign says it shorter")
    }
    formula = Formula(text: characters)
    tokens = try FormulaTokenizer(characters, letters: names.letters, indices: FormulaNames.indices).tokens.filter {
      $0.kind != .row
    }
    isPlain = !text.contains("\\")
  }

  /// The whole formula: sides with equals signs between them.
  mutating func parse() throws(FormulaError) -> Formula {
    guard kind != .end else {
      throw error(
        .empty, "There is no formula here.", expected: "a derivative like ∂L/∂o_1, or a sum or product of such")
    }
    _ = take(.equals)
    repeat { formula.sides.append(try expression()) } while take(.equals)
    while take(.semicolon) || take(.comma) {}
    guard kind == .end else { throw unexpected("an operator, or the end of the formula") }
    if let lone = loneDifferential {
      throw FormulaError(
        .syntax, at: formula.nodes[lone].range.upperBound, in: formula.text,
        "“\(formula.excerpt(lone))” stands alone.",
        expected: "a “/” and what the derivative is taken by, like ∂o_1/∂h_1")
    }
    return formula
  }

  // MARK: Tokens

  var token: FormulaToken { tokens[min(position, tokens.count - 1)] }
  var kind: FormulaToken.Kind { token.kind }

  func ahead(_ distance: Int) -> FormulaToken.Kind { tokens[min(position + distance, tokens.count - 1)].kind }

  mutating func take(_ kind: FormulaToken.Kind) -> Bool {
    guard self.kind == kind else { return false }
    position += 1
    return true
  }

  /// Where the last token that was read ends.
  var lastEnd: Int { position > 0 ? tokens[position - 1].range.upperBound : 0 }

  func error(_ kind: FormulaError.Kind, _ problem: String, expected: String) -> FormulaError {
    FormulaError(kind, at: token.range.lowerBound, in: formula.text, problem, expected: expected)
  }

  /// The error that something else was expected than the token here.
  func unexpected(_ expected: String) -> FormulaError {
    if kind == .end { return error(.syntax, "The formula ends too early.", expected: expected) }
    if case .close = kind { return error(.unbalanced, "This bracket has no partner.", expected: expected) }
    if kind == .groupEnd { return error(.unbalanced, "This brace has no partner.", expected: expected) }
    let shown = formula.text[token.range]
    return error(.syntax, "“\(shown.isEmpty ? " " : shown)” does not fit here.", expected: expected)
  }

  mutating func nested<Content>(
    _ content: (inout FormulaParser) throws(FormulaError) -> Content
  ) throws(FormulaError) -> Content {
    guard depth < Self.deepest else {
      throw error(
        .tooDeep, "Brackets and sums are nested deeper than \(Self.deepest) here.",
        expected: "a formula with fewer levels")
    }
    depth += 1
    let result = try content(&self)
    depth -= 1
    return result
  }

  // MARK: Sums and products

  mutating func expression() throws(FormulaError) -> Int {
    try nested { parser throws(FormulaError) in
      let start = parser.token.range.lowerBound
      var terms = [try parser.signedTerm()]
      while parser.kind == .plus || parser.kind == .minus { terms.append(try parser.signedTerm()) }
      return terms.count == 1 ? terms[0] : parser.formula.add(.sum(terms), start..<parser.lastEnd)
    }
  }

  private mutating func signedTerm() throws(FormulaError) -> Int {
    let start = token.range.lowerBound
    var isNegative = false
    while kind == .plus || kind == .minus {
      if kind == .minus { isNegative.toggle() }
      position += 1
    }
    let term = product(of: try factors())
    return isNegative ? formula.add(.negation(term), start..<lastEnd) : term
  }

  func range(of parts: [Int]) -> Range<Int> {
    let ranges = parts.map { formula.nodes[$0].range }
    return (ranges.map(\.lowerBound).min() ?? 0)..<(ranges.map(\.upperBound).max() ?? 0)
  }

  mutating func product(of factors: [Int]) -> Int {
    factors.count == 1 ? factors[0] : formula.add(.product(factors), range(of: factors))
  }

  /// Factors up to the next plus, minus, closing bracket or equals sign.
  mutating func factors() throws(FormulaError) -> [Int] {
    var factors: [Int] = []
    while true {
      switch kind {
      case .series(let operation):
        let (parts, isClosed) = try nested { parser throws(FormulaError) in try parser.series(operation) }
        factors += parts
        if !isClosed { return factors }
      case .times:
        guard !factors.isEmpty else { throw unexpected("a factor") }
        position += 1
        guard startsFactor else { throw unexpected("a factor after the product sign") }
      case .slash:
        guard !factors.isEmpty else { throw unexpected("something to divide") }
        position += 1
        guard startsFactor else { throw unexpected("a number to divide by") }
        // One over the divisor is a factor of its own, so that many divisions do not nest.
        let divisor = try power()
        let one = formula.add(.number(Fraction(1)), formula.nodes[divisor].range)
        factors.append(formula.add(.quotient(one, divisor), formula.nodes[divisor].range))
      default:
        guard startsFactor else {
          guard !factors.isEmpty else { throw unexpected("a derivative like ∂o_1/∂h_1, a number or a bracket") }
          return factors
        }
        factors.append(try power())
      }
    }
  }

  private var startsFactor: Bool {
    switch kind {
    case .number, .letter, .partial, .nabla, .series, .fraction, .open, .groupStart: true
    case .word(let word): !["to", "from", "for", "and", "over", "of", "is"].contains(word)
    default: false
    }
  }

  /// A factor with its exponent; a transpose leaves scalars as they are.
  private mutating func power() throws(FormulaError) -> Int {
    if case .series(let operation) = kind {
      return product(
        of: try nested { parser throws(FormulaError) in try parser.series(operation).factors })
    }
    let start = token.range.lowerBound
    var base = try primary()
    var hasExponent = false
    while take(.superscript) {
      guard !hasExponent else {
        position -= 1
        throw error(.syntax, "Here a second exponent begins.", expected: "brackets that say which is raised to which")
      }
      let exponent: Int?
      switch kind {
      case .transpose, .letter("T"):
        position += 1
        exponent = nil
      case .groupStart:
        position += 1
        if kind == .transpose || kind == .letter("T"), ahead(1) == .groupEnd {
          position += 1
          exponent = nil
        } else {
          exponent = try expression()
        }
        guard take(.groupEnd) else { throw unexpected("the “}” that ends the exponent") }
      default: exponent = try primary()
      }
      hasExponent = exponent != nil
      if let exponent { base = formula.add(.power(base, exponent: exponent), start..<lastEnd) }
    }
    return base
  }

  // MARK: Half derivatives

  func isDifferential(_ node: Int) -> Bool {
    if case .differential = formula.nodes[node].kind { true } else { false }
  }

  /// The first half derivative that was not made a whole one.
  private var loneDifferential: Int? {
    var stack = formula.sides
    var lone: [Int] = []
    while let next = stack.popLast() {
      if isDifferential(next) { lone.append(next) }
      stack += formula.children(of: next)
    }
    return lone.min { formula.nodes[$0].range.lowerBound < formula.nodes[$1].range.lowerBound }
  }
}
