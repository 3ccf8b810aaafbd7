public import Autograd

/// The function σ that a layer applies to each element.
public enum Activation: Sendable {
  /// σ(x) = x
  case identity
  /// σ(x) = max(0, x)
  case relu
  /// σ(x) = tanh x
  case tanh
  /// σ(x) = 1 / (1 + e⁻ˣ)
  case sigmoid
  /// Any differentiable function of a tensor that keeps its shape.
  case custom(@Sendable (Tensor) -> Tensor)

  /// σ of each element of `x`.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    switch self {
    case .identity: x
    case .relu: x.relu()
    case .tanh: x.tanh()
    case .sigmoid: x.sigmoid()
    case .custom(let function): function(x)
    }
  }
}
