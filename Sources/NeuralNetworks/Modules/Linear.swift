public import Autograd

/// y = W x + b over the last axis, as `torch.nn.Linear`.
///
/// Shapes: I inputs, O outputs; x (…, I) → y (…, O).
public struct Linear: Module {
  /// W, of shape (O, I).
  public var weight: Tensor
  /// b, of shape (O).
  public var bias: Tensor?

  /// A layer of the given tensors; they are learnt if they require gradients.
  public init(weight: Tensor, bias: Tensor? = nil) {
    require(weight.ndim == 2, "Linear: the weight has shape \(weight.shape), and (outputs, inputs) is needed")
    if let bias {
      require(
        bias.shape == [weight.shape[0]],
        "Linear: the bias has shape \(bias.shape), and the weight's \(weight.shape) needs [\(weight.shape[0])]")
    }
    self.weight = weight
    self.bias = bias
  }

  /// Parameters drawn from U(−1/√I, 1/√I), the weight first.
  public init(
    inputSize: Int, outputSize: Int, bias: Bool = true, dtype: DType = .float32,
    using generator: inout some RandomNumberGenerator
  ) {
    let bound = initialBound(inputSize)
    weight = uniformParameter([outputSize, inputSize], bound, dtype, using: &generator)
    self.bias = bias ? uniformParameter([outputSize], bound, dtype, using: &generator) : nil
  }

  /// y for one x (I), or for any number of them (…, I).
  public func callAsFunction(_ x: Tensor) -> Tensor {
    affine(x, weight, bias, of: "Linear")
  }

  /// Visits `weight`, `bias`.
  public mutating func forEachParameter(_ visit: (String, inout Tensor) throws -> Void) rethrows {
    try visit("weight", &weight)
    try visitIfPresent("bias", &bias, visit)
  }
}

/// W x + b over the last axis of x, in one product: x (…, I), W (O, I), b (O) → (…, O).
func affine(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?, of operation: String) -> Tensor {
  let (outputs, inputs) = (weight.shape[0], weight.shape[1])
  require(
    x.ndim >= 1 && x.shape[x.ndim - 1] == inputs,
    "\(operation): the input has shape \(x.shape), and the last axis must be \(inputs) for the weight \(weight.shape)")
  let product =
    switch x.ndim {
    case 1: weight.mv(x)
    case 2: x.matmul(weight.T)
    default: x.reshape([-1, inputs]).matmul(weight.T).reshape(x.shape.dropLast() + [outputs])
    }
  return bias.map { product + $0 } ?? product
}

/// 1/√n, the bound of torch's initial weights of a layer with n inputs; 0 for n = 0, as torch has it.
func initialBound(_ size: Int) -> Double {
  size > 0 ? 1 / Double(size).squareRoot() : 0
}

/// A parameter drawn from U(−bound, bound).
func uniformParameter(
  _ shape: [Int], _ bound: Double, _ dtype: DType, using generator: inout some RandomNumberGenerator
) -> Tensor {
  Tensor.uniform(shape, from: -bound, to: bound, dtype: dtype, using: &generator).requiringGrad()
}
