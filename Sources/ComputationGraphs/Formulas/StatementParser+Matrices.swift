extension StatementParser {
  private static let expected = "a matrix made of T, I, 0, sums, products and transposes"

  mutating func sum() throws(FormulaError) -> MatrixExpression {
    try nested { parser throws(FormulaError) in
      var terms: [MatrixExpression] = []
      var isNegative = parser.take(.minus)
      repeat {
        let term = try parser.product()
        terms.append(isNegative ? .product([.number(-1), term]) : term)
        isNegative = parser.kind == .minus
      } while parser.take(.plus) || parser.take(.minus)
      return terms.count == 1 ? terms[0] : .sum(terms)
    }
  }

  private mutating func product() throws(FormulaError) -> MatrixExpression {
    var factors = [try power()]
    while true {
      if take(.times) {
        factors.append(try power())
      } else if take(.slash) {
        guard case .number(let digits) = kind, let divisor = Double(digits), divisor != 0 else {
          throw unexpected("a number other than 0 to divide by; a matrix is inverted by ^{-1}")
        }
        position += 1
        factors.append(.number(1 / divisor))
      } else if startsFactor {
        factors.append(try power())
      } else {
        return factors.count == 1 ? factors[0] : .product(factors)
      }
    }
  }

  private var startsFactor: Bool {
    switch kind {
    case .letter: !beginsStatement
    case .number, .open, .groupStart, .fraction, .matrixStart: true
    case .word(let word): Self.functions.contains(word)
    default: false
    }
  }

  private static let functions: Set<String> = [
    "transpose", "eye", "zeros", "torch", "np", "numpy", "identity", "id", "Id", "zero", "inv", "Identity",
  ]

  // MARK: Transposes and inverses

  private mutating func power() throws(FormulaError) -> MatrixExpression {
    var base = try primary()
    while true {
      if take(.prime) || take(.transpose) || take(.word("transposed")) || take(.word("transpose")) {
        base = base.transposed
      } else if take(.superscript) {
        base = try raised(base)
      } else if isMethod {
        base = try method(of: base)
      } else {
        return base
      }
    }
  }

  private mutating func raised(_ base: MatrixExpression) throws(FormulaError) -> MatrixExpression {
    let isGroup = take(.groupStart) || take(.open(.round))
    let result: MatrixExpression
    switch kind {
    case .letter("T"), .letter("t"), .transpose, .prime: result = base.transposed
    case .minus where ahead(1) == .number("1"):
      position += 1
      result = base.inverted
    case .number("1"): result = base
    default: throw unexpected("T or \\top for the transpose, or -1 for the inverse")
    }
    position += 1
    if isGroup, !take(.groupEnd), !take(.close(.round)) { throw unexpected("“}”") }
    return result
  }

  /// Whether `.T`, `.t()`, `.transpose()` or `.inverse()` follows, without a space.
  private var isMethod: Bool {
    guard kind == .semicolon, spelling == ".", tokens[position].range.lowerBound == lastEnd,
      tokens[min(position + 1, tokens.count - 1)].range.lowerBound == tokens[position].range.upperBound
    else { return false }
    switch ahead(1) {
    case .letter("T"), .letter("t"), .word("transpose"), .word("mT"), .word("inverse"): return true
    default: return false
    }
  }

  private mutating func method(of base: MatrixExpression) throws(FormulaError) -> MatrixExpression {
    let isInverse = ahead(1) == .word("inverse")
    position += 2
    if take(.open(.round)) {
      while kind != .end, kind != .close(.round) { position += 1 }
      guard take(.close(.round)) else { throw unexpected("“)”") }
    }
    return isInverse ? base.inverted : base.transposed
  }

  // MARK: Matrices

  private mutating func primary() throws(FormulaError) -> MatrixExpression {
    try nested { parser throws(FormulaError) in try parser.unnestedPrimary() }
  }

  private mutating func unnestedPrimary() throws(FormulaError) -> MatrixExpression {
    switch kind {
    case .number(let digits):
      position += 1
      try skipSize()
      return .number(Double(digits) ?? 0)
    case .letter("I"):
      position += 1
      try skipSize()
      return .identity
    case .letter("O"):
      position += 1
      try skipSize()
      return .number(0)
    case .letter(let name): return try letter(name)
    case .word(let word): return try function(word)
    case .open(let bracket):
      position += 1
      let content = try sum()
      guard take(.close(bracket)) else { throw unexpected("the bracket that closes the one before") }
      return content
    case .groupStart:
      position += 1
      let content = try sum()
      guard take(.groupEnd) else { throw unexpected("“}”") }
      return content
    case .fraction:
      position += 1
      let (above, below) = (try primary(), try primary())
      guard case .number(let numerator) = above, case .number(let denominator) = below, denominator != 0 else {
        throw unexpected("a fraction of numbers before the matrix")
      }
      return .number(numerator / denominator)
    case .matrixStart:
      throw error(.syntax, "A matrix of fixed size does not fit every number of word types.", expected: Self.expected)
    default: throw unexpected(Self.expected)
    }
  }

  private mutating func letter(_ name: String) throws(FormulaError) -> MatrixExpression {
    if let elementIndices, ahead(1) == .subscripted {
      let offset = tokens[position].range.lowerBound
      position += 1
      guard let indices = try indices() else { throw unexpected("two indices") }
      let matrix: MatrixExpression = name == "δ" ? .identity : .name(name)
      if indices == elementIndices { return matrix }
      if (indices.column, indices.row) == elementIndices { return .transpose(matrix) }
      throw FormulaError(
        .name, at: offset, in: text, "These indices are not the ones of the left side.",
        expected: "\(elementIndices.row) and \(elementIndices.column), in either order")
    }
    guard let letter = name.unicodeScalars.first, letter.properties.isUppercase else {
      throw error(.name, "“\(name)” is not a matrix here.", expected: Self.expected)
    }
    position += 1
    return .name(name)
  }

  private mutating func function(_ word: String) throws(FormulaError) -> MatrixExpression {
    switch word {
    case "torch", "np", "numpy":
      position += 1
      guard take(.semicolon) else { throw unexpected("“.” and a function") }
      return try primary()
    case "eye", "identity", "id", "Id", "Identity":
      position += 1
      try skipArguments()
      skipMatrixWord()
      return .identity
    case "zeros", "zero":
      position += 1
      try skipArguments()
      skipMatrixWord()
      return .number(0)
    case "transpose", "inv":
      position += 1
      if take(.word("of")) { return try primary().transposed }
      guard take(.open(.round)) else { throw unexpected("“(” and a matrix") }
      let content = try sum()
      guard take(.close(.round)) else { throw unexpected("“)”") }
      return word == "inv" ? content.inverted : content.transposed
    default: throw error(.name, "“\(word)” is not a matrix here.", expected: Self.expected)
    }
  }

  private mutating func skipMatrixWord() { _ = take(.word("matrix")) }

  /// The size of I or 0, as in `I_N` and `0_{N \times N}`.
  private mutating func skipSize() throws(FormulaError) {
    guard take(.subscripted) else { return }
    guard take(.groupStart) else {
      position = min(position + 1, tokens.count - 1)
      return
    }
    while kind != .end, kind != .groupEnd { position += 1 }
    guard take(.groupEnd) else { throw unexpected("“}”") }
  }

  private mutating func skipArguments() throws(FormulaError) {
    guard take(.open(.round)) else { return }
    var open = 1
    while kind != .end, open > 0 {
      if kind == .open(.round) { open += 1 }
      if kind == .close(.round) { open -= 1 }
      position += 1
    }
    guard open == 0 else { throw unexpected("“)”") }
  }
}
