/// Something that learners get wrong about the parameters of a bigram network, and the statement without it.
struct Misconception: Sendable {
  let kind: BigramStatementDiagnosis.Kind
  /// The statement with this undone, or nil where there is nothing to undo.
  let undone: @Sendable (ParameterStatement) -> ParameterStatement?
  /// The parameter to look at.
  let parameter: @Sendable (ParameterStatement) -> String?
  let message: @Sendable (ParameterStatement, BigramStatementQuestion.Failure) -> String

  /// In the order in which they are tried.
  static let all: [Misconception] = [recurrence, transposition, activation, order, tableTwice, noTable, nothing, scale]

  static let recurrence = Misconception(kind: .recurrence) { statement in
    statement.matrices["V"] == .number(0) ? nil : statement.with("V", .number(0))
  } parameter: { _ in
    "V"
  } message: { _, failure in
    "At step \(failure.step) with \(failure.types), o_\(failure.step) is not the row of T of word \(failure.step). "
      + "The first step cannot show it, because h_0 is 0: from the second step on, V lets the words before in, "
      + "and a bigram model must not know them."
  }

  static let transposition = Misconception(kind: .transposition) { statement in
    statement.replacingTable { .transpose(.name("T")) }
  } parameter: { statement in
    statement.parameterWithTable
  } message: { _, failure in
    "With \(failure.types), o_\(failure.step) is a column of T, not the row of word \(failure.step). "
      + "A matrix times a one-hot vector picks a column: which matrix has the rows of T as its columns?"
  }

  static let activation = Misconception(kind: .activation) { statement in
    guard statement.activation != .identity else { return nil }
    var changed = statement
    changed.activation = .identity
    return changed
  } parameter: { _ in
    "σ"
  } message: { _, failure in
    "σ changes the numbers: with \(failure.types), o_\(failure.step) is not the row of T that would come out "
      + "if h were U x itself."
  }

  static let order = Misconception(kind: .order) { statement in
    var changed = statement
    if let product = statement.product {
      changed.product = (product.right, product.left, product.value)
      return changed
    }
    guard let u = statement.matrices["U"], let w = statement.matrices["W"] else { return nil }
    // Each defined by the other one stays so.
    let exchanged: [String: String] = ["U": "W", "W": "U"]
    func renamed(_ matrix: MatrixExpression) -> MatrixExpression { matrix.replacing { .name(exchanged[$0] ?? $0) } }
    changed.matrices["U"] = renamed(w)
    changed.matrices["W"] = renamed(u)
    return changed
  } parameter: { _ in
    "W"
  } message: { _, _ in
    "U and W meet in the wrong order: U comes first and acts on x, then W acts on what came out. Write o_t as "
      + "one product "
      + "of matrices and x_t."
  }

  static let tableTwice = Misconception(kind: .tableTwice) { statement in
    guard let u = statement.matrices["U"], let w = statement.matrices["W"], u.mentions("T"), w.mentions("T") else {
      return nil
    }
    return statement.with("U", .identity).with("W", .transpose(.name("T")))
  } parameter: { _ in
    "W"
  } message: { _, _ in
    "T is both in U and in W, so that the word passes through the table twice: o_t has the probabilities of the "
      + "word after next."
  }

  static let noTable = Misconception(kind: .noTable) { statement in
    guard statement.parameterWithTable == nil else { return nil }
    return statement.with("U", .identity).with("W", .transpose(.name("T")))
  } parameter: { _ in
    nil
  } message: { _, _ in
    "T is in none of the parameters, so that the outputs cannot depend on it."
  }

  static let nothing = Misconception(kind: .nothing) { statement in
    guard let name = ["U", "W"].first(where: { statement.matrices[$0] == .number(0) }) else { return nil }
    let other: MatrixExpression? = statement.matrices[name == "U" ? "W" : "U"]
    return statement.with(name, other?.mentions("T") == true ? .identity : .transpose(.name("T")))
  } parameter: { statement in
    ["U", "W"].first { statement.matrices[$0] == .number(0) }
  } message: { statement, _ in
    let name = statement.matrices["U"] == .number(0) ? "U" : "W"
    return "With \(name) = 0, nothing of the word reaches the output."
  }

  static let scale = Misconception(kind: .scale) { statement in
    guard statement.matrices["U"] != nil, statement.matrices["W"] != nil else { return nil }
    func unscaled(_ matrix: MatrixExpression?) -> MatrixExpression? {
      guard case .product(let factors)? = matrix else { return matrix }
      let rest = factors.filter { if case .number(let number) = $0 { number == 0 } else { true } }
      return rest.isEmpty ? .identity : .product(rest)
    }
    var changed = statement
    changed.matrices["U"] = unscaled(statement.matrices["U"])
    changed.matrices["W"] = unscaled(statement.matrices["W"])
    return changed
  } parameter: { statement in
    ["U", "W"].first { if case .product? = statement.matrices[$0] { true } else { false } }
  } message: { _, _ in
    "The outputs are a multiple of the rows of T: probabilities that do not sum to 1."
  }

  private init(
    kind: BigramStatementDiagnosis.Kind, undone: @escaping @Sendable (ParameterStatement) -> ParameterStatement?,
    parameter: @escaping @Sendable (ParameterStatement) -> String?,
    message: @escaping @Sendable (ParameterStatement, BigramStatementQuestion.Failure) -> String
  ) {
    self.kind = kind
    self.undone = undone
    self.parameter = parameter
    self.message = message
  }
}

extension ParameterStatement {
  /// The statement with one parameter another matrix.
  fileprivate func with(_ name: String, _ matrix: MatrixExpression) -> Self {
    var changed = self
    changed.matrices[name] = matrix
    return changed
  }

  /// The statement with T everywhere another matrix; nil when T is nowhere.
  fileprivate func replacingTable(_ table: () -> MatrixExpression) -> Self? {
    guard parameterWithTable != nil else { return nil }
    let replacement = table()
    func replaced(_ matrix: MatrixExpression) -> MatrixExpression {
      matrix.replacing { $0 == "T" ? replacement : .name($0) }
    }
    var changed = self
    changed.matrices = matrices.mapValues(replaced)
    if let product { changed.product = (product.left, product.right, replaced(product.value)) }
    return changed
  }

  /// The first parameter that T is in.
  fileprivate var parameterWithTable: String? {
    if let product, product.value.mentions("T") { return product.left }
    return matrices.keys.sorted().first { matrices[$0]?.mentions("T") == true }
  }
}
