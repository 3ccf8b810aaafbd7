/// Why a bigram model is not compiled into a network.
public enum CompilationError: Error, Equatable, CustomStringConvertible {
  /// The weights of this factorisation are written out for up to `limit` word types.
  case tooManyTypes(Int, limit: Int, factorization: BigramFactorization)

  /// What is wrong, where, and what would be right.
  public var description: String {
    switch self {
    case .tooManyTypes(let count, let limit, let factorization):
      "the vocabulary has \(count) word types; the \(factorization.rawValue) network is written out for up to \(limit), "
        + "because its matrices grow with the square of their number; SparseBigramRNN takes any number, "
        + "or keep fewer types (a higher minimum count)"
    }
  }
}
