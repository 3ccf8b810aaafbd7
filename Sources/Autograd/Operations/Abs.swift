extension Tensor {
  /// The absolute value of every element; its derivative at 0 is 0, as in torch.
  public func abs() -> Tensor { applying(Abs()) }
}

struct Abs: ElementwiseUnary {
  var name: String { "Abs" }
  func value<F: Element>(_ x: Number<F>) -> Number<F> { Number(Swift.abs(x.value)) }
  func pullback<N: Arithmetic>(_ g: N, x: N, y: N) -> N { g * x.sign() }
}
