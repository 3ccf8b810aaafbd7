extension Tensor {
  /// The product, element by element, with broadcasting.
  public static func * (a: Tensor, b: Tensor) -> Tensor { a.applying(Multiply(), with: b) }

  /// The product, element by element, with one number.
  public static func * (a: Tensor, b: Double) -> Tensor { a * Tensor.filled(Dims(), a.dtype, b) }

  /// The product, element by element, with one number.
  public static func * (a: Double, b: Tensor) -> Tensor { Tensor.filled(Dims(), b.dtype, a) * b }
}

struct Multiply: ElementwiseBinary {
  var name: String { "Mul" }
  func value<F: Element>(_ a: Number<F>, _ b: Number<F>) -> Number<F> { a * b }
  func pullback<N: Arithmetic>(_ g: N, _ a: N, _ b: N, y: N) -> (N, N) { (g * b, g * a) }
}
