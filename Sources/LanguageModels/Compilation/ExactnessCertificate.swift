import Autograd

/// How far a compiled network is from the bigram table, measured by running it and not argued.
public struct ExactnessCertificate: Sendable, Equatable, CustomStringConvertible {
  /// The largest |o_1 − row of T| over all elements, for every word as the first input after h_0 = 0.
  public let errorOverWords: Double
  /// The largest |o_t − row of T of word t| over all elements and steps of one long sequence of random words.
  public let errorOverSequence: Double
  /// The largest |o_1| where T is 0, over all words: what the network cannot tell from impossible.
  public let errorAtZeros: Double
  /// The length of that sequence.
  public let sequenceLength: Int

  /// The larger of the two.
  public var maximalError: Double { max(errorOverWords, errorOverSequence) }

  /// The measurement in words.
  public var description: String {
    "maximal error \(errorOverWords) over all words, \(errorOverSequence) over a sequence of \(sequenceLength)"
  }

  /// Runs `recurrence` and compares with `table`, (V, V) in float64.
  ///
  /// The sequence has 1,000 words, fewer where a step is so costly that this would take longer than about 2 · 10⁹ products.
  init(_ recurrence: BigramRecurrence, table: Tensor) {
    let size = table.shape[0]
    let outputs = recurrence.firstOutputs(for: Array(0..<size))
    errorOverWords = largestDifference(outputs, table)
    errorAtZeros = zip(outputs.scalars, table.scalars).reduce(0) { $1.1 == 0 ? max($0, abs($1.0)) : $0 }
    var random = SeededGenerator(seed: 1)
    sequenceLength = max(2, min(1_000, 2_000_000_000 / (size * size)))
    let sequence = (0..<sequenceLength).map { _ in Int(random.next() % UInt64(size)) }
    errorOverSequence = largestDifference(recurrence.outputs(for: sequence).outputs, table.rows(sequence))
  }
}

/// max |a − b|; NaN if there is one.
private func largestDifference(_ a: Tensor, _ b: Tensor) -> Double {
  zip(a.scalars, b.scalars).reduce(0) { largest, pair in
    let difference = abs(pair.0 - pair.1)
    return difference.isNaN || difference > largest ? difference : largest
  }
}
