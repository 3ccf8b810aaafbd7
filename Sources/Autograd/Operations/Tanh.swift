extension Tensor {
  /// The hyperbolic tangent of every element.
  public func tanh() -> Tensor { applying(Tanh()) }
}

struct Tanh: ElementwiseUnary {
  var name: String { "Tanh" }
  func value<F: Element>(_ x: Number<F>) -> Number<F> { x.tanh() }
  func pullback<N: Arithmetic>(_ g: N, x: N, y: N) -> N { g * (1 - y * y) }
}
