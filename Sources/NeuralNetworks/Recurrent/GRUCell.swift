public import Autograd

/// The cell with reset and update gates, as `torch.nn.GRUCell`:
///
///     r = sigmoid(W_ir x_t + b_ir + W_hr h_{t−1} + b_hr)
///     z = sigmoid(W_iz x_t + b_iz + W_hz h_{t−1} + b_hz)
///     n = tanh(W_in x_t + b_in + r (W_hn h_{t−1} + b_hn))
///     h_t = (1 − z) n + z h_{t−1}
///
/// The rows of the weights are the gates r, z, n, H each. Source: K. Cho et al., Learning phrase representations using
/// RNN encoder–decoder, EMNLP 2014; here the reset gate comes after the product, as in torch and cuDNN.
///
/// Shapes: D inputs, H hidden, B batch.
public struct GRUCell: RecurrentCell {
  var weights: RecurrentWeights

  init(weights: RecurrentWeights) { self.weights = weights }

  /// A cell of the given tensors; they are learnt if they require gradients.
  /// - Parameters:
  ///   - weightIH: of shape (3 H, D).
  ///   - weightHH: of shape (3 H, H).
  ///   - biasIH: of shape (3 H).
  ///   - biasHH: of shape (3 H).
  public init(weightIH: Tensor, weightHH: Tensor, biasIH: Tensor? = nil, biasHH: Tensor? = nil) {
    weights = RecurrentWeights(
      weightIH: weightIH, weightHH: weightHH, biasIH: biasIH, biasHH: biasHH, gates: 3, of: "GRUCell")
  }

  /// Parameters drawn from U(−1/√H, 1/√H).
  public init(
    inputSize: Int, hiddenSize: Int, bias: Bool = true, dtype: DType = .float32,
    using generator: inout some RandomNumberGenerator
  ) {
    weights = RecurrentWeights(
      inputSize: inputSize, hiddenSize: hiddenSize, gates: 3, bias: bias, dtype: dtype, using: &generator)
  }

  /// W_ih, of shape (3 H, D).
  public var weightIH: Tensor { weights.weightIH }
  /// W_hh, of shape (3 H, H).
  public var weightHH: Tensor { weights.weightHH }
  /// b_ih, of shape (3 H).
  public var biasIH: Tensor? { weights.biasIH }
  /// b_hh, of shape (3 H).
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
    let hidden = weights.hiddenPart(batch: x.ndim == 2 ? x.shape[0] : nil, of: "GRUCell")
    return next(weights.inputPart(x, bias: weights.biasIH, of: "GRUCell"), hidden(h), h)
  }

  /// The inputs' part of all steps is one product.
  public func steps(over inputs: Tensor) -> (_ t: Int, _ h: Tensor) -> Tensor {
    let input = weights.inputPart(inputs, bias: weights.biasIH, of: "GRUCell")
    let hidden = weights.hiddenPart(batch: inputs.ndim == 3 ? inputs.shape[1] : nil, of: "GRUCell")
    return { t, h in next(input[t], hidden(h), h) }
  }

  /// From the gates' two parts, (3 H) or (B, 3 H) each: they stay apart because r multiplies only the second of n.
  private func next(_ input: Tensor, _ hidden: Tensor, _ h: Tensor) -> Tensor {
    let sizes = Array(repeating: hiddenSize, count: 3)
    let x = input.split(sizes, axis: -1)
    let s = (weights.biasHH.map { hidden + $0 } ?? hidden).split(sizes, axis: -1)
    let r = (x[0] + s[0]).sigmoid()
    let z = (x[1] + s[1]).sigmoid()
    let n = (x[2] + r * s[2]).tanh()
    return n + z * (h - n)
  }

  /// All steps in one operation.
  public func run(_ inputs: Tensor, from initial: Tensor?, lengths: [Int]?) -> (outputs: Tensor, final: Tensor) {
    check(inputs, lengths)
    let (outputs, h, _) = FusedRecurrence.run(
      .gru, inputs, weights, from: initial.map { [$0] } ?? [], lengths: lengths, of: "GRUCell")
    return (outputs, h)
  }

  /// Visits `weight_ih`, `weight_hh`, `bias_ih`, `bias_hh`.
  public mutating func forEachParameter(_ visit: (String, inout Tensor) throws -> Void) rethrows {
    try weights.forEachParameter(visit)
  }
}
