extension Tensor {
  /// The natural logarithm of every element; −∞ at 0 and NaN below.
  public func log() -> Tensor { applying(Log()) }
}

struct Log: ElementwiseUnary {
  var name: String { "Log" }
  func value<F: Element>(_ x: Number<F>) -> Number<F> { x.log() }
  func pullback<N: Arithmetic>(_ g: N, x: N, y: N) -> N { g / x }
}
