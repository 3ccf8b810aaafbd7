/// A matrix as a learner states it, in terms of T, I, 0 and matrices that may be any.
indirect enum MatrixExpression: Equatable, Sendable {
  case number(Double)
  case identity
  case name(String)
  case sum([MatrixExpression])
  case product([MatrixExpression])
  case transpose(MatrixExpression)
  case inverse(MatrixExpression)

  /// The transpose, as simple as it can be said: transposing twice is nothing.
  var transposed: MatrixExpression {
    switch self {
    case .transpose(let part): part
    case .inverse(let part): .inverse(part.transposed)
    default: .transpose(self)
    }
  }

  /// The inverse, as simple as it can be said.
  var inverted: MatrixExpression { if case .inverse(let part) = self { part } else { .inverse(self) } }

  /// Whether the matrix depends on one of this name.
  func mentions(_ name: String) -> Bool {
    switch self {
    case .number, .identity: false
    case .name(let other): other == name
    case .sum(let parts), .product(let parts): parts.contains { $0.mentions(name) }
    case .transpose(let part), .inverse(let part): part.mentions(name)
    }
  }

  /// The matrix with each name replaced.
  func replacing(_ replacement: (String) -> MatrixExpression) -> MatrixExpression {
    switch self {
    case .number, .identity: self
    case .name(let name): replacement(name)
    case .sum(let parts): .sum(parts.map { $0.replacing(replacement) })
    case .product(let parts): .product(parts.map { $0.replacing(replacement) })
    case .transpose(let part): .transpose(part.replacing(replacement))
    case .inverse(let part): .inverse(part.replacing(replacement))
    }
  }
}

/// What σ does to the numbers of a state.
enum StatedActivation: Equatable, Sendable {
  case multiple(Double)
  case relu, tanh, sigmoid, softmax

  static let identity = StatedActivation.multiple(1)
}

/// The parameters of a recurrent network as a learner states them: `U = I, V = 0, W = T^\top, \sigma = \mathrm{id}`.
struct ParameterStatement: Sendable {
  /// What U, V, W and other letters were said to be.
  var matrices: [String: MatrixExpression] = [:]
  /// A product of two parameters that was stated instead of each: W U = Tᵀ.
  var product: (left: String, right: String, value: MatrixExpression)?
  var activation: StatedActivation?
  /// Where each of them stands in the text.
  var places: [String: Range<Int>] = [:]
}
