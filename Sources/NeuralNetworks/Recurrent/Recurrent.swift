public import Autograd

/// Layers of one kind of cell, each reading the outputs of the one below, as `torch.nn.RNN`, `LSTM` and `GRU`.
///
/// Shapes: T steps, B batch, D inputs, H hidden; time comes first, as is torch's default.
///
///     var random = SeededGenerator(seed: 1)
///     let network = LSTM(inputSize: 8, hiddenSize: 16, layers: 2, using: &random)
///     let (outputs, states) = network(inputs)             // (T, B, 8) → (T, B, 16)
///     let (more, _) = network(moreInputs, from: states)   // carries on
public struct Recurrent<Cell: RecurrentCell>: Module {
  /// The cells, the one that reads the input first.
  public var layers: [Cell]

  /// A network of the given cells, each of which must take what the one below it gives.
  public init(layers: [Cell]) {
    require(!layers.isEmpty, "Recurrent: at least one layer is needed")
    for (below, above) in zip(layers, layers.dropFirst()) {
      require(
        above.inputSize == below.hiddenSize,
        "Recurrent: a layer with \(above.inputSize) inputs stands on one with \(below.hiddenSize) hidden units")
    }
    self.layers = layers
  }

  /// D
  public var inputSize: Int { layers[0].inputSize }
  /// H of the last layer.
  public var hiddenSize: Int { layers[layers.count - 1].hiddenSize }

  /// Each layer's state before the first step: zeros.
  public func zeroStates(batch: Int?) -> [Cell.State] {
    layers.map { $0.zeroState(batch: batch) }
  }

  /// Runs the network over a sequence. Elman layers without a custom σ, LSTM and GRU layers are one operation each.
  /// - Parameters:
  ///   - inputs: a single sequence (T, D) or a batch (T, B, D), T ≥ 1.
  ///   - initial: each layer's state before the first step; zeros where nil.
  ///   - lengths: the steps of each of the B sequences, 1 to T; all have T where nil. Behind a sequence's end its outputs
  ///     are zeros, whatever stands in the inputs there.
  /// - Returns: the last layer's outputs, (T, H) or (T, B, H), and each layer's state after each sequence's last step.
  /// - Complexity: O(T B H (D + H)) for each layer.
  public func callAsFunction(
    _ inputs: Tensor, from initial: [Cell.State]? = nil, lengths: [Int]? = nil
  ) -> (outputs: Tensor, states: [Cell.State]) {
    run(inputs, from: initial, lengths: lengths) { $0 }
  }

  /// Runs the network as in training, with dropout between layers: each output of each layer but the last is 0 with the
  /// probability `dropout`, else divided by 1 − `dropout`, as `torch.nn.RNN` has it in training mode. Source:
  /// N. Srivastava et al., Dropout: a simple way to prevent neural networks from overfitting, JMLR 15 (2014), 1929–1958.
  /// - Parameters:
  ///   - dropout: a probability, at least 0 and less than 1.
  ///   - generator: where chance comes from: the same seed drops the same outputs.
  public func callAsFunction(
    _ inputs: Tensor, from initial: [Cell.State]? = nil, lengths: [Int]? = nil, dropout: Double,
    using generator: inout some RandomNumberGenerator
  ) -> (outputs: Tensor, states: [Cell.State]) {
    require(
      dropout >= 0 && dropout < 1,
      "Recurrent: dropout \(dropout); a probability of at least 0 and less than 1 is needed")
    return run(inputs, from: initial, lengths: lengths) { outputs in
      guard dropout > 0 else { return outputs }
      let chances = Tensor.uniform(outputs.shape, from: 0, to: 1, dtype: outputs.dtype, using: &generator)
      return outputs * ((1 / (1 - dropout)) * chances.isGreater(than: dropout))
    }
  }

  /// `between` is applied to the outputs of each layer but the last.
  private func run(
    _ inputs: Tensor, from initial: [Cell.State]?, lengths: [Int]?, _ between: (Tensor) -> Tensor
  ) -> (outputs: Tensor, states: [Cell.State]) {
    checkCount(initial)
    var outputs = inputs
    var states: [Cell.State] = []
    for (index, layer) in layers.enumerated() {
      let (layerOutputs, final) = layer.run(
        index == 0 ? outputs : between(outputs), from: initial?[index], lengths: lengths)
      outputs = layerOutputs
      states.append(final)
    }
    return (outputs, states)
  }

  /// One step, as when sampling: from x (D) or (B, D) and each layer's state to the output (H) or (B, H).
  public func step(_ x: Tensor, from states: [Cell.State]) -> (output: Tensor, states: [Cell.State]) {
    checkCount(states)
    var output = x
    let states = zip(layers, states).map { layer, state in
      let next = layer.step(output, state)
      output = layer.output(of: next)
      return next
    }
    return (output, states)
  }

  private func checkCount(_ states: [Cell.State]?) {
    require(
      states.map { $0.count == layers.count } ?? true,
      "Recurrent: \(states?.count ?? 0) states for \(layers.count) layers, and each layer needs one")
  }

  /// Visits each layer's parameters; layer k adds `_l` and k to their names, as in `weight_ih_l0`.
  public mutating func forEachParameter(_ visit: (String, inout Tensor) throws -> Void) rethrows {
    for index in layers.indices {
      try layers[index].forEachParameter { name, parameter in try visit("\(name)_l\(index)", &parameter) }
    }
  }
}

/// Elman layers, as `torch.nn.RNN`.
public typealias RNN = Recurrent<ElmanCell>
/// LSTM layers, as `torch.nn.LSTM`.
public typealias LSTM = Recurrent<LSTMCell>
/// GRU layers, as `torch.nn.GRU`.
public typealias GRU = Recurrent<GRUCell>

extension Recurrent where Cell == ElmanCell {
  /// Parameters drawn from U(−1/√H, 1/√H), layer by layer.
  public init(
    inputSize: Int, hiddenSize: Int, layers: Int = 1, bias: Bool = true, activation: Activation = .tanh,
    dtype: DType = .float32, using generator: inout some RandomNumberGenerator
  ) {
    self.init(
      layers: (0..<layers).map { layer in
        ElmanCell(
          inputSize: layer == 0 ? inputSize : hiddenSize, hiddenSize: hiddenSize, bias: bias, activation: activation,
          dtype: dtype, using: &generator)
      })
  }
}

extension Recurrent where Cell == LSTMCell {
  /// Parameters drawn from U(−1/√H, 1/√H), layer by layer.
  public init(
    inputSize: Int, hiddenSize: Int, layers: Int = 1, bias: Bool = true, dtype: DType = .float32,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(
      layers: (0..<layers).map { layer in
        LSTMCell(
          inputSize: layer == 0 ? inputSize : hiddenSize, hiddenSize: hiddenSize, bias: bias, dtype: dtype,
          using: &generator)
      })
  }
}

extension Recurrent where Cell == GRUCell {
  /// Parameters drawn from U(−1/√H, 1/√H), layer by layer.
  public init(
    inputSize: Int, hiddenSize: Int, layers: Int = 1, bias: Bool = true, dtype: DType = .float32,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(
      layers: (0..<layers).map { layer in
        GRUCell(
          inputSize: layer == 0 ? inputSize : hiddenSize, hiddenSize: hiddenSize, bias: bias, dtype: dtype,
          using: &generator)
      })
  }
}
