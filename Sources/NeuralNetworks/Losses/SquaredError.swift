public import Autograd

/// Σ (ŷ − y)² over all elements: the lab's loss.
///
/// - Precondition: `predictions` and `targets` have the same shape.
public func summedSquaredError(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
  squaredError(predictions, targets, of: "summedSquaredError").sum()
}

/// The mean of (ŷ − y)² over all elements, as torch's `mse_loss`.
///
/// - Precondition: `predictions` and `targets` have the same shape.
public func meanSquaredError(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
  squaredError(predictions, targets, of: "meanSquaredError").mean()
}

private func squaredError(_ predictions: Tensor, _ targets: Tensor, of operation: String) -> Tensor {
  require(
    predictions.shape == targets.shape,
    "\(operation): predictions have shape \(predictions.shape) and targets \(targets.shape), and they must be the same")
  return (predictions - targets).pow(2)
}
