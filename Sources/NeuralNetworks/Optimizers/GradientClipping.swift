public import Autograd

/// Scales gradients so that their common norm is at most `maximum`, as torch's `clip_grad_norm_`:
/// each is multiplied by min(1, maximum / (norm + 10⁻⁶)).
///
/// Source: R. Pascanu, T. Mikolov and Y. Bengio, On the difficulty of training recurrent neural networks, ICML 2013, §3.2.
/// - Returns: the scaled gradients, and √Σ g² over all of them before scaling.
public func clipped(_ gradients: [Tensor?], toNorm maximum: Double) -> (gradients: [Tensor?], norm: Double) {
  require(maximum > 0, "clipped: the norm's limit is \(maximum), and must be positive")
  let norm = gradientNorm(gradients)
  let factor = maximum / (norm + 1e-6)
  guard factor < 1 else { return (gradients, norm) }
  return (gradients.map { $0.map { $0.detach() * factor } }, norm)
}

/// √Σ g² over all elements of all gradients, summed in double precision.
public func gradientNorm(_ gradients: [Tensor?]) -> Double {
  gradients.reduce(0) { sum, gradient in
    switch gradient?.dtype {
    case .float32: sum + (gradient?.withElements(of: Float.self, sumOfSquares) ?? 0)
    case .float64: sum + (gradient?.withElements(of: Double.self, sumOfSquares) ?? 0)
    case nil: sum
    }
  }.squareRoot()
}

/// In four sums, because an addition would have to wait for the one before it.
private func sumOfSquares<Scalar: Element>(_ x: UnsafeBufferPointer<Scalar>) -> Double {
  var sums = (0.0, 0.0, 0.0, 0.0)
  var i = 0
  while i + 4 <= x.count {
    let (a, b, c, d) = (Double(x[i]), Double(x[i + 1]), Double(x[i + 2]), Double(x[i + 3]))
    sums = (sums.0 + a * a, sums.1 + b * b, sums.2 + c * c, sums.3 + d * d)
    i += 4
  }
  return x[i...].reduce((sums.0 + sums.1) + (sums.2 + sums.3)) { $0 + Double($1) * Double($1) }
}

extension Module {
  /// Scales the gradients that `backward()` has added up so that their common norm is at most `maximum`.
  /// - Returns: their norm before.
  @discardableResult
  public func clipGradients(toNorm maximum: Double) -> Double {
    let learnt = parameters.map(\.tensor).filter(\.requiresGrad)
    let (gradients, norm) = clipped(learnt.map(\.grad), toNorm: maximum)
    for (parameter, gradient) in zip(learnt, gradients) { parameter.grad = gradient }
    return norm
  }
}
