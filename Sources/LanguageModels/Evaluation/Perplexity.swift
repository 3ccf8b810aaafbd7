/// How well a model predicts a sequence of N tokens, with the terms on which it was measured.
///
/// `value = exp(−(1 / (N − 1)) · Σ_{t=2…N} ln Pr(w_t | w_1 … w_{t−1}))`
///
/// The contract, the same for every model here, so that the numbers can stand side by side:
/// - the logarithm is natural; `value` does not depend on that, `crossEntropy` is in nats, `bitsPerToken` in bits;
/// - the first token is context: it is not predicted and not counted, and no start-of-sequence token stands before it;
/// - no end-of-sequence token is added; line ends count where the tokenisation has them as tokens;
/// - words outside the vocabulary are predicted as the one unknown type, and `unknownTokens` says how many there were;
/// - it is always finite: a model that gives a pair probability zero gets a `PerplexityError` that names the pair.
///
/// Only perplexities over the same tokens can be compared: not by characters with by words, nor with another vocabulary.
public struct Perplexity: Sendable, Equatable, CustomStringConvertible {
  /// Σ ln Pr, in nats, over the predicted tokens.
  public let logProbability: Double
  /// The number N − 1 of tokens that were predicted.
  public let predictedTokens: Int
  /// How many of these are the unknown type.
  public let unknownTokens: Int

  /// - Throws: `.tooShort` if nothing was predicted, `.notFinite` if the logarithm or the perplexity is not a number that
  ///   a `Double` holds.
  package init(logProbability: Double, predictedTokens: Int, unknownTokens: Int) throws(PerplexityError) {
    if predictedTokens < 1 { throw .sequence(.tooShort(count: predictedTokens + 1, needed: 2)) }
    self.logProbability = logProbability
    self.predictedTokens = predictedTokens
    self.unknownTokens = unknownTokens
    if !value.isFinite { throw .notFinite(crossEntropy: crossEntropy) }
  }

  /// The perplexity: among how many equally likely tokens the model is, on average, undecided.
  public var value: Double { exponential(crossEntropy) }

  /// Nats a predicted token.
  public var crossEntropy: Double { -logProbability / Double(predictedTokens) }

  /// Bits a predicted token.
  public var bitsPerToken: Double { crossEntropy / logarithm(2) }

  /// The perplexity with the terms on which it was measured.
  public var description: String {
    "perplexity \(value) (\(crossEntropy) nats a token) over \(predictedTokens) predicted tokens; "
      + "first token not counted, \(unknownTokens) unknown words counted as one type, no end of sequence"
  }
}
