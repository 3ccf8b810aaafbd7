import Autograd

/// The four parameters that Elman, LSTM and GRU cells share, in torch's layout.
///
/// Shapes: D inputs, H hidden, G gates (1, 4, 3), B batch, T steps; weightIH (G H, D), weightHH (G H, H), biases (G H).
struct RecurrentWeights: Sendable {
  var weightIH: Tensor
  var weightHH: Tensor
  var biasIH: Tensor?
  var biasHH: Tensor?

  init(
    weightIH: Tensor, weightHH: Tensor, biasIH: Tensor?, biasHH: Tensor?, gates: Int, of cell: String
  ) {
    require(
      weightIH.ndim == 2 && weightHH.ndim == 2,
      "\(cell): weights have shapes \(weightIH.shape) and \(weightHH.shape), and must be matrices")
    let hidden = weightHH.shape[1]
    require(
      weightHH.shape[0] == gates * hidden && weightIH.shape[0] == gates * hidden,
      "\(cell): weights have shapes \(weightIH.shape) and \(weightHH.shape); with \(hidden) hidden units both need "
        + "\(gates * hidden) rows")
    for bias in [biasIH, biasHH] {
      require(
        bias.map { $0.shape == [gates * hidden] } ?? true,
        "\(cell): a bias has shape \(bias?.shape ?? []), and [\(gates * hidden)] is needed")
    }
    self.weightIH = weightIH
    self.weightHH = weightHH
    self.biasIH = biasIH
    self.biasHH = biasHH
  }

  /// All drawn from U(−1/√H, 1/√H), in the order of the names below.
  init(
    inputSize: Int, hiddenSize: Int, gates: Int, bias: Bool, dtype: DType,
    using generator: inout some RandomNumberGenerator
  ) {
    let bound = initialBound(hiddenSize)
    weightIH = uniformParameter([gates * hiddenSize, inputSize], bound, dtype, using: &generator)
    weightHH = uniformParameter([gates * hiddenSize, hiddenSize], bound, dtype, using: &generator)
    biasIH = bias ? uniformParameter([gates * hiddenSize], bound, dtype, using: &generator) : nil
    biasHH = bias ? uniformParameter([gates * hiddenSize], bound, dtype, using: &generator) : nil
  }

  var inputSize: Int { weightIH.shape[1] }
  var hiddenSize: Int { weightHH.shape[1] }

  func zeros(batch: Int?) -> Tensor {
    Tensor.zeros(batch.map { [$0, hiddenSize] } ?? [hiddenSize], dtype: weightHH.dtype)
  }

  /// Visits `weight_ih`, `weight_hh`, `bias_ih`, `bias_hh`: torch's names in torch's order.
  mutating func forEachParameter(_ visit: (String, inout Tensor) throws -> Void) rethrows {
    try visit("weight_ih", &weightIH)
    try visit("weight_hh", &weightHH)
    try visitIfPresent("bias_ih", &biasIH, visit)
    try visitIfPresent("bias_hh", &biasHH, visit)
  }

  /// W_ih x + `bias` for one input or a whole sequence, in one product.
  func inputPart(_ x: Tensor, bias: Tensor?, of cell: String) -> Tensor {
    affine(x, weightIH, bias, of: cell)
  }

  /// h ↦ W_hh h for h (H) or (B, H), with what can be done once for a sequence done: a batch wants W_hh transposed.
  func hiddenPart(batch: Int?, of cell: String) -> (_ h: Tensor) -> Tensor {
    let expected = Dims(batch.map { [$0, hiddenSize] } ?? [hiddenSize])
    let transposed = batch == nil ? nil : weightHH.T
    return { h in
      require(h.dims == expected, "\(cell): the state has shape \(h.shape), and \(expected.array) is needed")
      return transposed.map(h.matmul) ?? weightHH.mv(h)
    }
  }

  /// Traps unless a layer of these weights can read the inputs x, (T, D) or (T, B, D), from these states.
  func check(_ x: Tensor, _ states: [Tensor], of cell: String) {
    let expected = x.shape.dropFirst().dropLast() + [hiddenSize]
    for state in states {
      require(
        state.shape == Array(expected),
        "\(cell): the state has shape \(state.shape), and \(Array(expected)) is needed")
    }
    for tensor in [x, weightHH] + states + [biasIH, biasHH].compactMap(\.self) {
      require(
        tensor.dtype == weightIH.dtype,
        "\(cell): dtypes \(tensor.dtype) and \(weightIH.dtype) differ; convert one with to(_:)")
    }
  }

  /// b_ih + b_hh, for cells that only need their sum.
  var summedBias: Tensor? {
    switch (biasIH, biasHH) {
    case (let input?, let hidden?): input + hidden
    case (let one?, nil), (nil, let one?): one
    case (nil, nil): nil
    }
  }
}
