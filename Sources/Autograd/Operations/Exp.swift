extension Tensor {
  /// The exponential eˣ of every element.
  public func exp() -> Tensor { applying(Exp()) }
}

struct Exp: ElementwiseUnary {
  var name: String { "Exp" }
  func value<F: Element>(_ x: Number<F>) -> Number<F> { x.exp() }
  func pullback<N: Arithmetic>(_ g: N, x: N, y: N) -> N { g * y }
}
