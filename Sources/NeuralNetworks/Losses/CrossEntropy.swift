public import Autograd

/// The mean of −ln softmax(logits)[target], in nats, as torch's `cross_entropy` over class indices.
///
/// Shapes: C classes; logits (C) with one target, (N, C) with N, or (T, B, C) with T × B targets, step by step.
public func crossEntropy(_ logits: Tensor, targets: [Int]) -> Tensor {
  let classes = logits.shape.last ?? 0
  require(
    logits.ndim >= 1 && logits.count == targets.count * classes,
    "crossEntropy: logits have shape \(logits.shape), and \(targets.count) targets need as many rows")
  return (logits.ndim == 2 ? logits : logits.reshape([targets.count, classes])).crossEntropy(targets: targets)
}
