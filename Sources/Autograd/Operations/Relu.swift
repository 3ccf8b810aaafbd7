extension Tensor {
  /// The rectified linear unit max(0, x) of every element; its derivative at 0 is 0, as in torch.
  public func relu() -> Tensor { applying(Relu()) }
}

struct Relu: ElementwiseUnary {
  var name: String { "Relu" }
  func value<F: Element>(_ x: Number<F>) -> Number<F> { Number(x.value < 0 ? 0 : x.value) }
  func pullback<N: Arithmetic>(_ g: N, x: N, y: N) -> N { g.masked(by: x.isGreater(than: 0)) }
}
