import Autograd

extension BigramModel {
  /// Draws `count` words, each given the one before it, the first given `first`, which is not part of the result.
  ///
  /// At temperature τ the next word j comes with a probability proportional to `T[i, j]^(1/τ)`: 1 is the model itself,
  /// less is bolder, 0 always takes the likeliest word (of equals, the one with the smallest id). O(count · V).
  ///
  /// - Throws: `.temperature` if it is negative or not finite, `.sequence` if `first` is outside the vocabulary.
  public func sample(
    _ count: Int, after first: Int, temperature: Double = 1, using generator: inout some RandomNumberGenerator
  ) throws(SamplingError) -> [Int] {
    require(count >= 0, "BigramModel.sample: \(count) words; the number cannot be negative")
    guard vocabulary.types.indices.contains(first) else {
      throw .sequence(.outsideVocabulary(id: first, position: 0, vocabularySize: vocabularySize))
    }
    let sampler = try CategoricalSampler(temperature: temperature)
    var words: [Int] = []
    for step in 0..<count {
      let scores = distribution(after: words.last ?? first).map { logarithm($0) }
      guard let next = sampler.draw(scores: scores, using: &generator) else { throw .notFinite(step: step) }
      words.append(next)
    }
    return words
  }
}
