#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A bigram model of any number of word types as an Elman network `h_t = U x_t + V h_{t−1}`, `o_t = W h_t` with σ the
/// identity, U = I, V = 0, W = Tᵀ, none of them written out.
///
/// - U x_t = x_t, and V h_{t−1} = 0, so the hidden state is one-hot: it is kept as the index of its 1.
/// - W is kept as T's sparse rows, which are W's columns; W h_t for a one-hot h_t is the look-up of one column.
///
/// So `o_t` is the row of T of word t, exactly, and a step costs nothing that grows with the vocabulary. `BigramRNN` has
/// the weights as matrices.
public struct SparseBigramRNN: Sendable {
  /// The word types: x_t, h_t and o_t have one element for each.
  public let vocabulary: Vocabulary
  private let columns: BigramModel

  /// Compiles `model`; its counts become the weight, shared and not copied.
  public init(_ model: BigramModel) {
    vocabulary = model.vocabulary
    columns = model
  }

  /// The size of the hidden state, V.
  public var hiddenSize: Int { vocabulary.count }
  /// How many elements the weights store; written out they would have 3 V².
  public var storedElements: Int { columns.rows.values.count + columns.backgrounds.count }

  /// The hidden state, as the index of its 1, after the input `word`.
  public func hidden(_ word: Int) -> Int { word }

  /// Element `next` of `o_t = W h_t`.
  public func output(_ next: Int, hidden: Int) -> Double { columns.probability(of: next, after: hidden) }

  /// The perplexity on `sequence`, from running the network over it, step by step from h_0 = 0, and reading `o_t` at the
  /// next word.
  ///
  /// - Throws: as `BigramModel.perplexity(on:)`.
  public func perplexity(on sequence: [Int]) throws(PerplexityError) -> Perplexity {
    try vocabulary.checkPredictable(sequence)
    var meter = PerplexityMeter(vocabulary)
    for (word, next) in zip(sequence, sequence.dropFirst()) {
      meter.add(next, after: word, logProbability: log(output(next, hidden: hidden(word))))
    }
    return try meter.perplexity()
  }
}
