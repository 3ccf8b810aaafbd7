extension Tensor {
  /// Every element negated.
  public static prefix func - (x: Tensor) -> Tensor { x.applying(Negate()) }
}

struct Negate: ElementwiseUnary {
  var name: String { "Neg" }
  func value<F: Element>(_ x: Number<F>) -> Number<F> { -x }
  func pullback<N: Arithmetic>(_ g: N, x: N, y: N) -> N { -g }
}
