/// What can be wrong with a request for a sample.
public enum SamplingError: Error, Equatable, CustomStringConvertible {
  /// A temperature that is negative, infinite or no number.
  case temperature(Double)
  /// Fewer than one word to draw from.
  case topK(Int)
  /// A share of the probability that is not above 0 and at most 1.
  case topP(Double)
  /// A word to start from that the model does not have.
  case sequence(SequenceError)
  /// The model's scores for the next word are not finite; `step` is how many words had been drawn.
  case notFinite(step: Int)

  /// What is wrong, where, and what would be right.
  public var description: String {
    switch self {
    case .temperature(let value):
      "the temperature is \(value); it must be a finite number, at least 0: "
        + "1 samples from the model, less is bolder, 0 always takes the likeliest word"
    case .topK(let value):
      "top-k is \(value); it must be an integer from 1 on: how many of the likeliest words are drawn from"
    case .topP(let value):
      "top-p is \(value); it must be above 0 and at most 1: the share of the probability that is drawn from"
    case .sequence(let error): error.description
    case .notFinite(let step): "the model's scores for word \(step) of the sample are not finite numbers"
    }
  }
}
