// A sequence's probability is a product over its pairs, so it depends only on how often each different pair occurs:
// ln Pr = Σ_ij c_ij ln T_ij. This has as many terms as there are different pairs, not as there are tokens, and with a
// compensated sum it is right to the last digit or two however long the sequence is.
extension BigramModel {
  /// The logarithm, in nats, of the probability of `sequence` given its first token:
  /// `Σ_t ln T[w_{t−1}, w_t]`, 0 for a single token, −∞ if a pair has probability zero.
  ///
  /// - Throws: `.outsideVocabulary`; `.tooShort` for a sequence without any token.
  public func logProbability(of sequence: [Int]) throws(SequenceError) -> Double {
    if sequence.isEmpty { throw .tooShort(count: 0, needed: 1) }
    return logProbability(try BigramCounts(sequence, vocabularySize: vocabularySize))
  }

  /// The perplexity of the model on `sequence`; `Perplexity` states the contract. O(N + D log V), D different pairs.
  ///
  /// - Throws: `.zeroProbability` with the pairs that the model calls impossible, `.sequence` for a sequence of fewer
  ///   than two tokens or with an id outside the vocabulary.
  public func perplexity(on sequence: [Int]) throws(PerplexityError) -> Perplexity {
    let counts: BigramCounts
    do { counts = try BigramCounts(sequence, vocabularySize: vocabularySize) } catch { throw .sequence(error) }
    if let impossible = impossiblePairs(counts) { throw .zeroProbability(impossible) }
    return try Perplexity(
      logProbability: logProbability(counts), predictedTokens: sequence.count - 1,
      unknownTokens: vocabulary.unknownTokens(in: sequence.dropFirst()))
  }

  private func logProbability(_ counts: BigramCounts) -> Double {
    var sum = CompensatedSum()
    forEachPair(counts) { _, _, count, probability in sum.add(product: Double(count), logarithm(probability)) }
    return sum.value
  }

  private func impossiblePairs(_ counts: BigramCounts) -> ImpossiblePairs? {
    var pairs: [ImpossiblePairs.Pair] = []
    forEachPair(counts) { previous, next, count, probability in
      if probability == 0 {
        pairs.append(.init(previous: vocabulary[previous], next: vocabulary[next], count: count))
      }
    }
    return ImpossiblePairs(pairs)
  }

  private func forEachPair(
    _ counts: BigramCounts, _ body: (_ previous: Int, _ next: Int, _ count: Int, _ probability: Double) -> Void
  ) {
    for previous in 0..<vocabularySize {
      for place in counts.rows.places(ofRow: previous) {
        let next = Int(counts.rows.columns[place])
        body(previous, next, counts.rows.values[place], probability(of: next, after: previous))
      }
    }
  }
}

extension Vocabulary {
  /// How many of `tokens` are the unknown type.
  func unknownTokens(in tokens: some Sequence<Int>) -> Int {
    guard let unknown else { return 0 }
    return tokens.reduce(0) { $0 + ($1 == unknown ? 1 : 0) }
  }
}
