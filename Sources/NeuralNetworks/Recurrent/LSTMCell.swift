public import Autograd

/// What an LSTM carries from step to step.
public struct LSTMState: RecurrentState {
  /// h, the output: of shape (H) or (B, H).
  public var h: Tensor
  /// c, the memory: of the same shape.
  public var c: Tensor

  /// The state of an output and a memory.
  public init(h: Tensor, c: Tensor) {
    require(h.shape == c.shape, "LSTMState: h has shape \(h.shape) and c \(c.shape), and they must be the same")
    self.h = h
    self.c = c
  }

  /// `transform` of h and of c.
  public func mapTensors(_ transform: (Tensor) throws -> Tensor) rethrows -> LSTMState {
    LSTMState(h: try transform(h), c: try transform(c))
  }
}

/// The cell with input, forget and output gates, as `torch.nn.LSTMCell`:
///
///     i, f, g, o = parts of W_ih x_t + b_ih + W_hh h_{t−1} + b_hh
///     c_t = sigmoid(f) c_{t−1} + sigmoid(i) tanh(g)
///     h_t = sigmoid(o) tanh(c_t)
///
/// The rows of the weights are the gates i, f, g, o, H each. Sources: S. Hochreiter and J. Schmidhuber, Long short-term
/// memory, Neural Computation 9 (1997), 1735–1780; F. A. Gers, J. Schmidhuber and F. Cummins, Learning to forget, Neural
/// Computation 12 (2000), 2451–2471.
///
/// Shapes: D inputs, H hidden, B batch.
public struct LSTMCell: RecurrentCell {
  var weights: RecurrentWeights

  init(weights: RecurrentWeights) { self.weights = weights }

  /// A cell of the given tensors; they are learnt if they require gradients.
  /// - Parameters:
  ///   - weightIH: of shape (4 H, D).
  ///   - weightHH: of shape (4 H, H).
  ///   - biasIH: of shape (4 H).
  ///   - biasHH: of shape (4 H).
  public init(weightIH: Tensor, weightHH: Tensor, biasIH: Tensor? = nil, biasHH: Tensor? = nil) {
    weights = RecurrentWeights(
      weightIH: weightIH, weightHH: weightHH, biasIH: biasIH, biasHH: biasHH, gates: 4, of: "LSTMCell")
  }

  /// Parameters drawn from U(−1/√H, 1/√H).
  public init(
    inputSize: Int, hiddenSize: Int, bias: Bool = true, dtype: DType = .float32,
    using generator: inout some RandomNumberGenerator
  ) {
    weights = RecurrentWeights(
      inputSize: inputSize, hiddenSize: hiddenSize, gates: 4, bias: bias, dtype: dtype, using: &generator)
  }

  /// W_ih, of shape (4 H, D).
  public var weightIH: Tensor { weights.weightIH }
  /// W_hh, of shape (4 H, H).
  public var weightHH: Tensor { weights.weightHH }
  /// b_ih, of shape (4 H).
  public var biasIH: Tensor? { weights.biasIH }
  /// b_hh, of shape (4 H).
  public var biasHH: Tensor? { weights.biasHH }
  /// D
  public var inputSize: Int { weights.inputSize }
  /// H
  public var hiddenSize: Int { weights.hiddenSize }

  /// h_0 = c_0 = 0, of shape (B, H) or (H).
  public func zeroState(batch: Int?) -> LSTMState {
    LSTMState(h: weights.zeros(batch: batch), c: weights.zeros(batch: batch))
  }

  /// h
  public func output(of state: LSTMState) -> Tensor { state.h }

  /// h_t and c_t from x_t, h_{t−1} and c_{t−1}.
  public func step(_ x: Tensor, _ state: LSTMState) -> LSTMState {
    let hidden = weights.hiddenPart(batch: x.ndim == 2 ? x.shape[0] : nil, of: "LSTMCell")
    return next(weights.inputPart(x, bias: weights.summedBias, of: "LSTMCell") + hidden(state.h), state.c)
  }

  /// The inputs' part of all steps is one product.
  public func steps(over inputs: Tensor) -> (_ t: Int, _ state: LSTMState) -> LSTMState {
    let input = weights.inputPart(inputs, bias: weights.summedBias, of: "LSTMCell")
    let hidden = weights.hiddenPart(batch: inputs.ndim == 3 ? inputs.shape[1] : nil, of: "LSTMCell")
    return { t, state in next(input[t] + hidden(state.h), state.c) }
  }

  /// From the gates before their activation, (4 H) or (B, 4 H), and c_{t−1}.
  private func next(_ gates: Tensor, _ c: Tensor) -> LSTMState {
    let parts = gates.split(Array(repeating: hiddenSize, count: 4), axis: -1)
    let c = parts[1].sigmoid() * c + parts[0].sigmoid() * parts[2].tanh()
    return LSTMState(h: parts[3].sigmoid() * c.tanh(), c: c)
  }

  /// All steps in one operation.
  public func run(
    _ inputs: Tensor, from initial: LSTMState?, lengths: [Int]?
  ) -> (outputs: Tensor, final: LSTMState) {
    check(inputs, lengths)
    let (outputs, h, c) = FusedRecurrence.run(
      .lstm, inputs, weights, from: initial.map { [$0.h, $0.c] } ?? [], lengths: lengths, of: "LSTMCell")
    return (outputs, LSTMState(h: h, c: c ?? h))
  }

  /// Visits `weight_ih`, `weight_hh`, `bias_ih`, `bias_hh`.
  public mutating func forEachParameter(_ visit: (String, inout Tensor) throws -> Void) rethrows {
    try weights.forEachParameter(visit)
  }
}
