extension Tensor {
  /// The square root of every element; its derivative at 0 is infinite.
  public func sqrt() -> Tensor { applying(Sqrt()) }
}

struct Sqrt: ElementwiseUnary {
  var name: String { "Sqrt" }
  func value<F: Element>(_ x: Number<F>) -> Number<F> { x.sqrt() }
  func pullback<N: Arithmetic>(_ g: N, x: N, y: N) -> N { g / (2 * y) }
}
