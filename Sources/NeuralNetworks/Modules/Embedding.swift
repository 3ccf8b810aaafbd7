public import Autograd

/// A row of numbers for each word type, as `torch.nn.Embedding`.
///
/// Shapes: V word types, D numbers each, T steps, B batch.
public struct Embedding: Module {
  /// The rows, of shape (V, D).
  public var weight: Tensor

  /// An embedding with the given rows; they are learnt if they require gradients.
  public init(weight: Tensor) {
    require(weight.ndim == 2, "Embedding: the weight has shape \(weight.shape), and (word types, size) is needed")
    self.weight = weight
  }

  /// Rows drawn from the standard normal distribution.
  public init(
    count: Int, size: Int, dtype: DType = .float32, using generator: inout some RandomNumberGenerator
  ) {
    weight = Tensor.normal([count, size], mean: 0, standardDeviation: 1, dtype: dtype, using: &generator)
      .requiringGrad()
  }

  /// The rows of `tokens`, (T, D); a token outside 0..<V traps.
  public func callAsFunction(_ tokens: [Int]) -> Tensor {
    weight.rows(tokens)
  }

  /// The rows of T × B `tokens`, (T, B, D): `tokens[t]` are the batch's tokens at step t.
  public func callAsFunction(_ tokens: [[Int]]) -> Tensor {
    let batch = tokens.first?.count ?? 0
    require(
      tokens.allSatisfy { $0.count == batch }, "Embedding: steps have \(tokens.map(\.count)) tokens, not all the same")
    return weight.rows(tokens.flatMap(\.self)).reshape([tokens.count, batch, weight.shape[1]])
  }

  /// Visits `weight`.
  public mutating func forEachParameter(_ visit: (String, inout Tensor) throws -> Void) rethrows {
    try visit("weight", &weight)
  }
}
