extension Tensor {
  /// Independent random numbers, equally likely anywhere from `from` up to `to`.
  ///
  /// One number of the generator for each element, in row-major order; with a ``SeededGenerator`` the result is the same
  /// on every platform. A `.float32` tensor takes 24 random bits for each element, a `.float64` tensor 53, so that for
  /// the range 0 to 1 no rounding reaches `to`.
  public static func uniform(
    _ shape: [Int], from: Double = 0, to: Double = 1, dtype: DType = .float32,
    using generator: inout some RandomNumberGenerator
  ) -> Tensor {
    require(
      from <= to && from.isFinite && to.isFinite, "uniform: no finite range goes from \(from) to \(to)")
    let bits: UInt64 = dtype == .float32 ? 24 : 53
    let unit = 1 / Double(UInt64(1) << bits)
    return random(shape, dtype, "uniform") {
      from + (to - from) * (Double(generator.next() >> (64 - bits)) * unit)
    }
  }

  /// Independent normally distributed random numbers.
  ///
  /// By the ratio of uniforms (Kinderman & Monahan 1977): with u in (0, 1] and v = √(8/e)·(u′ − ½), x = v/u is taken
  /// when x² ≤ −4 ln u. The logarithm only decides, it is not part of the number; so a last bit in which C libraries
  /// differ does not show, and with a ``SeededGenerator`` the result is the same on every platform (but for a decision
  /// closer than such a bit, once in some 10¹⁵ elements).
  public static func normal(
    _ shape: [Int], mean: Double = 0, standardDeviation: Double = 1, dtype: DType = .float32,
    using generator: inout some RandomNumberGenerator
  ) -> Tensor {
    require(
      standardDeviation >= 0, "normal: the standard deviation is \(standardDeviation); it must be at least 0")
    return random(shape, dtype, "normal") { mean + standardDeviation * standardNormal(using: &generator) }
  }

  private static func standardNormal(using generator: inout some RandomNumberGenerator) -> Double {
    while true {
      let u = Double(generator.next() >> 11 + 1) * 0x1p-53
      let v = (Double(generator.next() >> 11) * 0x1p-53 - 0.5) * 1.715_527_769_921_413_5
      let x = v / u
      if x * x <= -4 * Double.log(u) { return x }
    }
  }

  private static func random(_ shape: [Int], _ dtype: DType, _ operation: String, _ next: () -> Double) -> Tensor {
    let result = leaf(Dims(shape, operation: operation), flags(dtype))
    let (data, count) = (result.node.data, result.count)
    switch dtype {
    case .float32: for i in 0..<count { data.assumingMemoryBound(to: Float.self)[i] = Float(next()) }
    case .float64: for i in 0..<count { data.assumingMemoryBound(to: Double.self)[i] = next() }
    }
    return withExtendedLifetime(result) { result }
  }
}
