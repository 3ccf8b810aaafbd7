/// Draws indices i with probability proportional to `exp(score_i / τ)`, τ the temperature, from all of them or from the
/// likeliest alone.
///
/// With log-probabilities as scores, τ = 1 samples from the model. As τ → 0 the draw becomes the index of the largest
/// score, and τ = 0 is defined as that; of several largest the first is taken. `topK` leaves the k likeliest (A. Fan et
/// al., Hierarchical neural story generation, ACL 2018, section 5.3), then `topP` the fewest of these whose probabilities,
/// at that temperature, come to p together (A. Holtzman et al., The curious case of neural text degeneration, ICLR 2020,
/// section 3.1).
package struct CategoricalSampler: Sendable {
  let temperature: Double
  let topK: Int?
  let topP: Double?

  /// - Throws: `.temperature` unless it is finite and at least 0; `.topK` below 1; `.topP` unless above 0 and at most 1.
  package init(temperature: Double, topK: Int? = nil, topP: Double? = nil) throws(SamplingError) {
    guard temperature.isFinite, temperature >= 0 else { throw .temperature(temperature) }
    if let topK, topK < 1 { throw .topK(topK) }
    if let topP, !(topP > 0 && topP <= 1) { throw .topP(topP) }
    (self.temperature, self.topK, self.topP) = (temperature, topK, topP)
  }

  /// An index into `scores`, or nil if they have no finite maximum (NaN, +∞, nothing but −∞, or no score at all).
  ///
  /// The same generator state gives the same draw on every platform, up to the last bit of `exp`. O(V), or O(V log V)
  /// where only the likeliest are drawn.
  package func draw(scores: [Double], using generator: inout some RandomNumberGenerator) -> Int? {
    var best = 0
    for (index, score) in scores.enumerated() {
      if score.isNaN { return nil }
      if score > scores[best] { best = index }
    }
    guard best < scores.count, scores[best].isFinite else { return nil }
    if temperature == 0 { return best }

    // Differences to the maximum first: they are at most 0, so that a small temperature cannot overflow.
    var weights = scores.map { exponential(($0 - scores[best]) / temperature) }
    if topK != nil || topP != nil { keepLikeliest(scores, &weights) }
    var remaining = weights.reduce(0, +) * unitInterval(&generator)
    for (index, weight) in weights.enumerated() where weight > 0 {
      remaining -= weight
      if remaining < 0 { return index }
    }
    return weights.lastIndex { $0 > 0 }  // rounding left a crumb
  }

  /// The same for scores as a model writes them.
  package func draw(
    scores: UnsafeBufferPointer<Float>, using generator: inout some RandomNumberGenerator
  ) -> Int? {
    draw(scores: scores.map { Double($0) }, using: &generator)
  }

  /// Sets the weights of all others to 0. Of equal scores those with the smaller index count as likelier.
  private func keepLikeliest(_ scores: [Double], _ weights: inout [Double]) {
    let order = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
    var kept = order.prefix(topK ?? order.count)
    if let topP {
      let needed = topP * kept.reduce(0) { $0 + weights[$1] }
      var sum = 0.0
      let count = kept.firstIndex { index in
        sum += weights[index]
        return sum >= needed
      }
      kept = kept.prefix((count ?? kept.count - 1) + 1)
    }
    for index in order.dropFirst(kept.count) { weights[index] = 0 }
  }

  /// A multiple of 2⁻⁵³ in 0 ..< 1, made of the upper bits of one random word.
  private func unitInterval(_ generator: inout some RandomNumberGenerator) -> Double {
    Double(generator.next() as UInt64 >> 11) * 0x1p-53
  }
}
