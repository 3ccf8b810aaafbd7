/// Why a perplexity is not a finite number.
public enum PerplexityError: Error, Equatable, CustomStringConvertible {
  /// The sequence itself is not one that the model can read.
  case sequence(SequenceError)
  /// The model says that pairs which do occur cannot.
  case zeroProbability(ImpossiblePairs)
  /// The model's probabilities are not finite, or so small that the perplexity exceeds the largest number.
  case notFinite(crossEntropy: Double)

  /// What is wrong, where, and what would be right.
  public var description: String {
    switch self {
    case .sequence(let error): error.description
    case .zeroProbability(let pairs): pairs.description
    case .notFinite(let crossEntropy):
      "the cross-entropy is \(crossEntropy) nats a token, so the perplexity is not a finite number; "
        + "the model's probabilities are broken or vanishingly small"
    }
  }
}
