extension FormulaParser {
  /// A number, quantity, index, derivative, or something in brackets.
  mutating func primary() throws(FormulaError) -> Int {
    let start = token.range.lowerBound
    switch kind {
    case .number(let digits):
      guard let number = Fraction(decimal: digits) else {
        throw error(.number, "This number has too many digits.", expected: "a number below 10¹⁸")
      }
      position += 1
      return formula.add(.number(number), start..<lastEnd)
    case .letter("d") where startsDifferential: return try derivative(.d)
    case .partial: return try derivative(.partial)
    case .nabla: return try derivative(.partial)
    case .letter(let name): return names.isQuantity(name) ? try quantity() : try index(name)
    case .word(let word):
      throw error(
        .name, "“\(word)” is not the name of a quantity here.",
        expected: "one of \(names.list), or an index like t or k")
    case .fraction(let sign): return try nested { parser throws(FormulaError) in try parser.fraction(sign) }
    case .open(let bracket):
      let opening = position
      position += 1
      let content = try expression()
      try close(bracket, openedAt: opening)
      return try afterBracket(content, from: start)
    case .groupStart:
      let opening = position
      position += 1
      let content = try expression()
      try closeGroup(openedAt: opening)
      return try afterBracket(content, from: start)
    default: throw unexpected("a derivative like ∂o_1/∂h_1, a number or a bracket")
    }
  }

  mutating func close(_ bracket: Bracket, openedAt opening: Int) throws(FormulaError) {
    if take(.close(bracket)) { return }
    let shown = formula.text[tokens[opening].range]
    let partner = bracket == .round ? ")" : bracket == .square ? "]" : "}"
    if case .close = kind {
      throw error(.unbalanced, "This bracket closes another kind than the last one opened.", expected: "“\(partner)”")
    }
    throw error(
      .unbalanced, "The bracket “\(shown)” of column \(tokens[opening].range.lowerBound + 1) is still open.",
      expected: "an operator, a factor or “\(partner)”")
  }

  mutating func closeGroup(openedAt opening: Int) throws(FormulaError) {
    guard !take(.groupEnd) else { return }
    if kind == .end {
      throw error(
        .unbalanced, "The brace of column \(tokens[opening].range.lowerBound + 1) is still open.",
        expected: "an operator, a factor or “}”")
    }
    throw unexpected("an operator, a factor or “}”")
  }

  /// What is in a bracket stands where the bracket does. Half a derivative in it may be half of `(∂L)/(∂o_1)`.
  private mutating func afterBracket(_ content: Int, from start: Int) throws(FormulaError) -> Int {
    formula.nodes[content].range = start..<lastEnd
    guard case .differential(let half) = formula.nodes[content].kind else { return content }
    return try completed(content, half, from: start)
  }

  // MARK: Derivatives

  /// Whether the d here begins a derivative and is no factor of its own.
  private var startsDifferential: Bool {
    switch ahead(1) {
    // What touches the d is meant to be a quantity, though it may be none.
    case .letter, .word:
      if case .letter(let name) = ahead(1), names.isQuantity(name) {
        true
      } else {
        tokens[position + 1].range.lowerBound == token.range.upperBound
      }
    case .slash, .groupStart, .subscripted: true
    case .groupEnd: isAtFractionPart
    default: false
    }
  }

  /// Whether a `d` here is all there is in its braces, as in `\frac{d}{dU}`.
  private var isAtFractionPart: Bool { position > 0 && tokens[position - 1].kind == .groupStart }

  private mutating func derivative(_ sign: DerivativeSign) throws(FormulaError) -> Int {
    let start = token.range.lowerBound
    let isNabla = kind == .nabla
    position += 1
    // ∂_U L and ∇_U L
    if kind == .subscripted {
      position += 1
      let isGroup = take(.groupStart)
      let by = try reference()
      if isGroup, !take(.groupEnd) { throw unexpected("“}”") }
      return try applied(by, sign, from: start)
    }
    if isNabla { throw unexpected("what the gradient is taken by, like ∇_U") }
    var half = Formula.Differential(sign: sign)
    switch kind {
    case .letter(let name) where names.isQuantity(name): half.of = try reference()
    case .groupStart: half.of = try reference()
    case .letter, .word, .number:
      throw error(
        .name, "“\(formula.text[token.range])” is not a quantity of this network.", expected: "one of \(names.list)")
    case .superscript:
      throw error(
        .syntax, "A derivative of higher order does not occur in the chain rule here.",
        expected: "a quantity, one of \(names.list)")
    case .slash, .groupEnd: break
    default: throw unexpected("a quantity, one of \(names.list)")
    }
    if half.of != nil, !isDenominator, kind == .open(.round) { half.arguments = try arguments() }
    let node = formula.add(.differential(half), start..<lastEnd)
    return isDenominator ? node : try completed(node, half, from: start)
  }

  /// `∂L`, with what follows it if that is `/∂o_1`.
  private mutating func completed(
    _ numerator: Int, _ half: Formula.Differential, from start: Int
  ) throws(FormulaError) -> Int {
    guard kind == .slash, !isDenominator else { return numerator }
    position += 1
    let below = try denominator { parser throws(FormulaError) in try parser.primary() }
    return try combined(numerator, below, from: start)
  }

  private mutating func denominator(
    _ content: (inout FormulaParser) throws(FormulaError) -> Int
  ) throws(FormulaError) -> Int {
    let outer = isDenominator
    isDenominator = true
    let node = try content(&self)
    isDenominator = outer
    return node
  }

  /// Two parts of a fraction as a derivative, or as a quotient if they are no half derivatives.
  private mutating func combined(_ above: Int, _ below: Int, from start: Int) throws(FormulaError) -> Int {
    switch (formula.nodes[above].kind, formula.nodes[below].kind) {
    case (.differential(let numerator), .differential(let denominator)):
      guard let by = denominator.of else {
        throw error(
          .syntax, "The derivative does not say what it is taken by.", expected: "a quantity after the ∂ below")
      }
      let sign: DerivativeSign = numerator.sign == .d && denominator.sign == .d ? .d : .partial
      guard let of = numerator.of else { return try applied(by, sign, from: start) }
      return formula.add(
        .derivative(.init(of: of, by: by, arguments: numerator.arguments, sign: sign)), start..<lastEnd)
    case (.differential, _):
      throw FormulaError(
        .syntax, at: formula.nodes[below].range.lowerBound, in: formula.text,
        "Above the line stands a ∂ or d, but not here below it.", expected: "∂ and a quantity, like ∂h_1")
    case (_, .differential):
      throw FormulaError(
        .syntax, at: formula.nodes[above].range.lowerBound, in: formula.text,
        "Below the line stands a ∂ or d, but not here above it.", expected: "∂ and a quantity, like ∂o_1")
    default: return formula.add(.quotient(above, below), start..<lastEnd)
    }
  }

  /// The operator ∂/∂U, and what it is applied to.
  private mutating func applied(
    _ by: Formula.Reference, _ sign: DerivativeSign, from start: Int
  ) throws(FormulaError) -> Int {
    let bracket: Bracket? = if case .open(let bracket) = kind { bracket } else { nil }
    let opening = position
    if bracket != nil { position += 1 }
    guard case .letter(let name) = kind, names.isQuantity(name) else {
      throw unexpected("the quantity that is differentiated, one of \(names.list)")
    }
    let of = try reference()
    let arguments = kind == .open(.round) ? try arguments() : nil
    if let bracket { try close(bracket, openedAt: opening) }
    return formula.add(.derivative(.init(of: of, by: by, arguments: arguments, sign: sign)), start..<lastEnd)
  }

  /// `\frac` with its two parts; `\pdv{L}{U}` with the sign that it puts before both.
  private mutating func fraction(_ sign: DerivativeSign?) throws(FormulaError) -> Int {
    let start = token.range.lowerBound
    position += 1
    if let sign {
      let of = try bracedReference()
      let by = try bracedReference()
      return formula.add(.derivative(.init(of: of, by: by, arguments: nil, sign: sign)), start..<lastEnd)
    }
    let outer = isDenominator
    isDenominator = false
    let above = try fractionPart()
    isDenominator = outer
    let below = try denominator { parser throws(FormulaError) in try parser.fractionPart() }
    return try combined(above, below, from: start)
  }

  private mutating func fractionPart() throws(FormulaError) -> Int {
    guard kind == .groupStart || !isDifferentialSign else {
      throw unexpected("the part of the fraction in braces, like {\\partial L}")
    }
    let opening = position
    guard take(.groupStart) else { return try primary() }
    let content = try expression()
    try closeGroup(openedAt: opening)
    return content
  }

  private var isDifferentialSign: Bool { kind == .partial || kind == .letter("d") }

  private mutating func bracedReference() throws(FormulaError) -> Formula.Reference {
    guard kind == .groupStart else { throw unexpected("a quantity in braces, like {o_1}") }
    return try reference()
  }
}
