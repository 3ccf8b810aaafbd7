public import Autograd

/// h_t = σ(W_ih x_t + b_ih + W_hh h_{t−1} + b_hh), as `torch.nn.RNNCell` with any σ.
///
/// Without biases these are the lab's h_t = σ(U x_t + V h_{t−1}), with U = W_ih and V = W_hh; its o_t = W h_t is a
/// ``Linear`` without bias. Source: J. L. Elman, Finding structure in time, Cognitive Science 14 (1990), 179–211.
///
/// Shapes: D inputs, H hidden, B batch.
public struct ElmanCell: RecurrentCell {
  var weights: RecurrentWeights
  /// σ
  public var activation: Activation

  init(weights: RecurrentWeights, activation: Activation) {
    self.weights = weights
    self.activation = activation
  }

  /// A cell of the given tensors; they are learnt if they require gradients.
  /// - Parameters:
  ///   - weightIH: U, of shape (H, D).
  ///   - weightHH: V, of shape (H, H).
  ///   - biasIH: of shape (H).
  ///   - biasHH: of shape (H).
  public init(
    weightIH: Tensor, weightHH: Tensor, biasIH: Tensor? = nil, biasHH: Tensor? = nil, activation: Activation = .tanh
  ) {
    weights = RecurrentWeights(
      weightIH: weightIH, weightHH: weightHH, biasIH: biasIH, biasHH: biasHH, gates: 1, of: "ElmanCell")
    self.activation = activation
  }

  /// Parameters drawn from U(−1/√H, 1/√H).
  public init(
    inputSize: Int, hiddenSize: Int, bias: Bool = true, activation: Activation = .tanh, dtype: DType = .float32,
    using generator: inout some RandomNumberGenerator
  ) {
    weights = RecurrentWeights(
      inputSize: inputSize, hiddenSize: hiddenSize, gates: 1, bias: bias, dtype: dtype, using: &generator)
    self.activation = activation
  }

  /// W_ih (U), of shape (H, D).
  public var weightIH: Tensor { weights.weightIH }
  /// W_hh (V), of shape (H, H).
  public var weightHH: Tensor { weights.weightHH }
  /// b_ih, of shape (H).
  public var biasIH: Tensor? { weights.biasIH }
  /// b_hh, of shape (H).
  public var biasHH: Tensor? { weights.biasHH }
  /// D
  public var inputSize: Int { weights.inputSize }
  /// H
  public var hiddenSize: Int { weights.hiddenSize }

  /// h_0 = 0, of shape (B, H) or (H).
  public func zeroState(batch: Int?) -> Tensor {
    weights.zeros(batch: batch)
  }

  /// h_t from x_t and h_{t−1}.
  public func step(_ x: Tensor, _ h: Tensor) -> Tensor {
    let hidden = weights.hiddenPart(batch: x.ndim == 2 ? x.shape[0] : nil, of: "ElmanCell")
    return activation(weights.inputPart(x, bias: weights.summedBias, of: "ElmanCell") + hidden(h))
  }

  /// The inputs' part of all steps is one product.
  public func steps(over inputs: Tensor) -> (_ t: Int, _ h: Tensor) -> Tensor {
    let input = weights.inputPart(inputs, bias: weights.summedBias, of: "ElmanCell")
    let hidden = weights.hiddenPart(batch: inputs.ndim == 3 ? inputs.shape[1] : nil, of: "ElmanCell")
    return { t, h in activation(input[t] + hidden(h)) }
  }

  /// All steps in one operation, where σ is not a custom one.
  public func run(_ inputs: Tensor, from initial: Tensor?, lengths: [Int]?) -> (outputs: Tensor, final: Tensor) {
    guard let fused = activation.fused else { return unroll(inputs, from: initial, lengths: lengths) }
    check(inputs, lengths)
    let (outputs, h, _) = FusedRecurrence.run(
      .elman, activation: fused, inputs, weights, from: initial.map { [$0] } ?? [], lengths: lengths, of: "ElmanCell")
    return (outputs, h)
  }

  /// Visits `weight_ih`, `weight_hh`, `bias_ih`, `bias_hh`.
  public mutating func forEachParameter(_ visit: (String, inout Tensor) throws -> Void) rethrows {
    try weights.forEachParameter(visit)
  }
}
