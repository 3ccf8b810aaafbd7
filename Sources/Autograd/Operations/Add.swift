extension Tensor {
  /// The sum, element by element, with broadcasting.
  public static func + (a: Tensor, b: Tensor) -> Tensor { a.applying(Add(), with: b) }

  /// The sum, element by element, with one number.
  public static func + (a: Tensor, b: Double) -> Tensor { a + Tensor.filled(Dims(), a.dtype, b) }

  /// The sum, element by element, with one number.
  public static func + (a: Double, b: Tensor) -> Tensor { Tensor.filled(Dims(), b.dtype, a) + b }
}

struct Add: ElementwiseBinary {
  var name: String { "Add" }
  func value<F: Element>(_ a: Number<F>, _ b: Number<F>) -> Number<F> { a + b }
  func pullback<N: Arithmetic>(_ g: N, _ a: N, _ b: N, y: N) -> (N, N) { (g, g) }
}
