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

/// √Σ g² over all elements of all gradients.
public func gradientNorm(_ gradients: [Tensor?]) -> Double {
  gradients.reduce(0) { sum, gradient in
    let norm = gradient?.detach().norm().item() ?? 0
    return sum + norm * norm
  }.squareRoot()
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
