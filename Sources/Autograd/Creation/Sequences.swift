extension Tensor {
  /// The numbers start, start + step, start + 2·step, … as long as they are before `end`.
  public static func arange(_ start: Double, _ end: Double, _ step: Double = 1, dtype: DType = .float32) -> Tensor {
    require(
      step != 0 && (end - start) / step >= 0,
      "arange: steps of \(step) do not lead from \(start) to \(end)")
    let count = ((end - start) / step).rounded(.up)
    return Tensor((0..<Int(count)).map { start + Double($0) * step }, dtype: dtype)
  }

  /// The numbers 0, 1, 2, … before `end`.
  public static func arange(_ end: Double, dtype: DType = .float32) -> Tensor { arange(0, end, dtype: dtype) }

  /// `count` numbers at equal distances, from `start` to `end`, both included.
  public static func linspace(_ start: Double, _ end: Double, _ count: Int, dtype: DType = .float32) -> Tensor {
    require(count >= 0, "linspace: \(count) numbers were asked for; at least 0 would do")
    let step = (end - start) / Double(Swift.max(count - 1, 1))
    // From both ends, so that both are met exactly.
    let numbers = (0..<count).map { 2 * $0 < count ? start + Double($0) * step : end - Double(count - 1 - $0) * step }
    return Tensor(numbers, dtype: dtype)
  }

  /// The identity matrix of n rows.
  public static func eye(_ n: Int, dtype: DType = .float32) -> Tensor { diag(.ones([n], dtype: dtype)) }
}
