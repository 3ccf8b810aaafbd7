/// Draws indices i with probability proportional to `exp(score_i / τ)`, τ the temperature.
///
/// With log-probabilities as scores, τ = 1 samples from the model. As τ → 0 the draw becomes the index of the largest
/// score, and τ = 0 is defined as that; of several largest the first is taken.
struct CategoricalSampler {
  let temperature: Double

  init(temperature: Double) throws(SamplingError) {
    guard temperature.isFinite, temperature >= 0 else { throw .temperature(temperature) }
    self.temperature = temperature
  }

  /// An index into `scores`, or nil if they have no finite maximum (NaN, +∞, nothing but −∞, or no score at all).
  ///
  /// The same generator state gives the same draw on every platform, up to the last bit of `exp`.
  func draw(scores: [Double], using generator: inout some RandomNumberGenerator) -> Int? {
    var best = 0
    for (index, score) in scores.enumerated() {
      if score.isNaN { return nil }
      if score > scores[best] { best = index }
    }
    guard best < scores.count, scores[best].isFinite else { return nil }
    if temperature == 0 { return best }

    // Differences to the maximum first: they are at most 0, so that a small temperature cannot overflow.
    let weights = scores.map { exponential(($0 - scores[best]) / temperature) }
    var remaining = weights.reduce(0, +) * unitInterval(&generator)
    for (index, weight) in weights.enumerated() where weight > 0 {
      remaining -= weight
      if remaining < 0 { return index }
    }
    return weights.lastIndex { $0 > 0 }  // rounding left a crumb
  }

  /// A multiple of 2⁻⁵³ in 0 ..< 1, made of the upper bits of one random word.
  private func unitInterval(_ generator: inout some RandomNumberGenerator) -> Double {
    Double(generator.next() as UInt64 >> 11) * 0x1p-53
  }
}
