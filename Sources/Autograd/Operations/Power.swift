extension Tensor {
  /// Every element to the power of one number; 0⁰ is 1.
  public func pow(_ exponent: Double) -> Tensor { applying(Power(exponent: exponent)) }

  /// Every element to the power of the other tensor's, with broadcasting.
  ///
  /// The derivative with respect to the exponent is aᵇ·ln a: NaN for a negative base, and 0 for the base 0.
  public func pow(_ exponent: Tensor) -> Tensor { applying(TensorPower(), with: exponent) }
}

package struct Power: ElementwiseUnary {
  /// What every element is raised to.
  package let exponent: Double
  package var name: String { "Pow" }
  package func value<F: Element>(_ x: Number<F>) -> Number<F> { x.pow(exponent) }
  package func pullback<N: Arithmetic>(_ g: N, x: N, y: N) -> N {
    g * (exponent * x.pow(exponent == 0 ? 0 : exponent - 1))
  }
}

struct TensorPower: ElementwiseBinary {
  var name: String { "Pow" }
  func value<F: Element>(_ a: Number<F>, _ b: Number<F>) -> Number<F> { a.pow(b) }
  func pullback<N: Arithmetic>(_ g: N, _ a: N, _ b: N, y: N) -> (N, N) {
    (g * (b * a.pow(-1 + b)), (g * y * a.log()).masked(by: a))
  }
}
