extension Tensor {
  /// The logistic sigmoid 1 / (1 + e⁻ˣ) of every element.
  public func sigmoid() -> Tensor { applying(Sigmoid()) }
}

struct Sigmoid: ElementwiseUnary {
  var name: String { "Sigmoid" }
  func value<F: Element>(_ x: Number<F>) -> Number<F> { x.sigmoid() }
  func pullback<N: Arithmetic>(_ g: N, x: N, y: N) -> N { g * (y * (1 - y)) }
}
