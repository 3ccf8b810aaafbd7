import Autograd

/// A bigram model of any number of word types as an Elman network `h_t = U x_t + V h_{t−1}`, `o_t = W h_t` with σ the
/// identity, V = 0 and W U = Tᵀ, of which no matrix is written out: one of U and W is the identity, the other is Tᵀ, kept
/// as T's sparse rows.
///
/// - `.identityInput`: U x_t = x_t, so h_t is one-hot and W h_t is the look-up of one column of W.
/// - `.identityOutput`: U x_t is the look-up of one column of U, and W h_t = h_t hands it through.
///
/// Either way there is one look-up a step and h_t is determined by one index, as which it is kept; `o_t` is the row of T
/// of word t, the very same numbers. A step costs nothing that grows with the vocabulary. `BigramRNN` has the weights as
/// matrices, and the smallest network.
public struct SparseBigramRNN: Sendable {
  /// The word types: x_t, h_t and o_t have one element for each.
  public let vocabulary: Vocabulary
  /// Which of U and W is the identity.
  public let factorization: BigramFactorization
  /// The columns of Tᵀ.
  private let columns: BigramModel

  /// Compiles `model`; its counts become the weight, shared and not copied.
  ///
  /// - Precondition: the factorisation is not `.smallest`, whose weights are not sparse.
  public init(_ model: BigramModel, _ factorization: BigramFactorization = .identityInput) {
    require(
      factorization != .smallest,
      "SparseBigramRNN: the weights of the smallest network are not sparse; take BigramRNN, "
        + "or the factorisation .identityInput or .identityOutput")
    vocabulary = model.vocabulary
    self.factorization = factorization
    columns = model
  }

  /// The size of the hidden state, V.
  public var hiddenSize: Int { vocabulary.count }
  /// How many elements the weights store; written out they would have 3 V².
  public var storedElements: Int { columns.rows.values.count + columns.backgrounds.count }

  /// The hidden state h_t after the input `word`, written out. O(V).
  public func hiddenState(_ word: Int) -> [Double] {
    factorization == .identityInput
      ? vocabulary.types.indices.map { $0 == word ? 1 : 0 } : columns.distribution(after: word)
  }

  /// Element `next` of `o_t = W h_t` after the input `word`.
  public func output(_ next: Int, after word: Int) -> Double { columns.probability(of: next, after: word) }

  /// The perplexity on `sequence`, from running the network over it, step by step from h_0 = 0, and reading `o_t` at the
  /// next word.
  ///
  /// - Throws: as `BigramModel.perplexity(on:)`.
  public func perplexity(on sequence: [Int]) throws(PerplexityError) -> Perplexity {
    try vocabulary.checkPredictable(sequence)
    var meter = PerplexityMeter(vocabulary)
    for (word, next) in zip(sequence, sequence.dropFirst()) {
      meter.add(next, after: word, logProbability: logarithm(output(next, after: word)))
    }
    return try meter.perplexity()
  }
}
