/// Numbers that are left out of a training step, each with probability p; the others are divided by 1 − p, so that sums
/// keep their mean. Source: N. Srivastava et al., Dropout, Journal of Machine Learning Research 15 (2014), section 10.
///
/// Whether a number is left out is a hash of the seed, the step, the place in the network and the number's own place: it
/// needs no memory, back-propagation asks again, and a resumed run leaves out the same.
struct Dropout {
  let probability: Double
  private let key: UInt64

  init(probability: Double, seed: UInt64, step: UInt64, site: Int) {
    self.probability = probability
    key = Self.mixed(seed ^ Self.mixed(step &* 0x9E37_79B9_7F4A_7C15 ^ Self.mixed(UInt64(site))))
  }

  /// target ← source, with some numbers left out; `start` is the first one's place. They may be the same memory.
  func apply(_ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, from start: Int = 0, count: Int) {
    guard count > 0 else { return }
    let factor = Float(1 / (1 - probability))
    let threshold = UInt64(probability * 0x1p32)
    // A hash decides about two numbers.
    for pair in start / 2...(start + count - 1) / 2 {
      let bits = Self.mixed(key &+ UInt64(pair) &* 0x9E37_79B9_7F4A_7C15)
      let index = 2 * pair - start
      if index >= 0 { target[index] = bits & 0xFFFF_FFFF < threshold ? 0 : source[index] * factor }
      if index + 1 < count { target[index + 1] = bits >> 32 < threshold ? 0 : source[index + 1] * factor }
    }
  }

  /// Steele, Lea and Flood's mixing of 64 bits: Fast splittable pseudorandom number generators, OOPSLA 2014.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
