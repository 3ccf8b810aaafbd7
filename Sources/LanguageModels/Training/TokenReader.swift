import CLoops

/// Reads a sequence token by token, as when sampling: one state, and weights packed once for products with it.
///
/// E numbers a word, H hidden, V word types, G gates.
struct TokenReader: ~Copyable {
  private let kind: NetworkConfiguration.Kind
  private let hiddenSize: Int
  private let layers: [Layer]
  private let output: Range<Int>
  /// Each layer's gates: the inputs' part, and the hidden state's.
  private let gates: (input: Range<Int>, hidden: Range<Int>)
  private let row: Range<Int>
  private let memory: FloatMemory
  private let kernels: unroll_kernels_f32

  private struct Layer {
    let inputs: Int
    /// Packed; empty where words are one-hot.
    let weightIH: Range<Int>
    let weightHH: Range<Int>
    let hidden: Range<Int>
    let cell: Range<Int>
  }

  init(
    _ configuration: NetworkConfiguration, _ parameters: borrowing LearntParameters, _ kernels: unroll_kernels_f32
  ) {
    self.kernels = kernels
    kind = configuration.kind
    hiddenSize = configuration.hiddenSize
    let (hidden, width, words) = (hiddenSize, configuration.gates * hiddenSize, configuration.vocabularySize)
    var plan = MemoryPlan()
    layers = (0..<configuration.layers).map { index in
      let inputs = index == 0 ? configuration.embeddingSize ?? 0 : hidden
      return Layer(
        inputs: inputs, weightIH: plan.part(inputs == 0 ? 0 : kernels.packed_size(inputs, width, 1)),
        weightHH: plan.part(kernels.packed_size(hidden, width, 1)), hidden: plan.part(hidden),
        cell: plan.part(hidden))
    }
    output = plan.part(kernels.packed_size(hidden, words, 1))
    gates = (plan.part(width), plan.part(width))
    row = plan.part(max(configuration.embeddingSize ?? 0, 1))
    memory = FloatMemory(count: plan.count)
    for (index, layer) in layers.enumerated() {
      let first = parameters.layers[index]
      if layer.inputs > 0 {
        kernels.pack(parameters.value(first), layer.inputs, 1, layer.inputs, width, 1, self[layer.weightIH])
      }
      kernels.pack(parameters.value(first + 1), hidden, 1, hidden, width, 1, self[layer.weightHH])
    }
    kernels.pack(parameters.value(parameters.outputWeight), words, 0, hidden, words, 1, self[output])
  }

  private subscript(part: Range<Int>) -> UnsafeMutablePointer<Float> { memory.start + part.lowerBound }

  /// Goes back to the zero state.
  func reset() {
    for layer in layers {
      self[layer.hidden].update(repeating: 0, count: hiddenSize)
      self[layer.cell].update(repeating: 0, count: hiddenSize)
    }
  }

  /// Reads a word and writes the V scores of the next.
  func read(
    _ word: Int, _ configuration: NetworkConfiguration, _ parameters: borrowing LearntParameters,
    scores: UnsafeMutablePointer<Float>
  ) {
    let width = gates.input.count
    var x = UnsafePointer(self[row])
    let table = parameters.value(parameters.table)
    if configuration.tied {
      for i in 0..<row.count { self[row][i] = table[i * configuration.vocabularySize + word] }
    } else if configuration.embeddingSize != nil {
      x = UnsafePointer(table + word * row.count)
    }
    for (index, layer) in layers.enumerated() {
      let first = parameters.layers[index]
      let (input, hidden) = (self[gates.input], self[gates.hidden])
      input.update(from: parameters.value(first + 2), count: width)
      hidden.update(from: parameters.value(first + 3), count: width)
      if layer.inputs > 0 {
        kernels.multiply_packed(1, width, layer.inputs, x, layer.inputs, self[layer.weightIH], input, width, 1)
      } else {
        let part = table + word * width
        for i in 0..<width { input[i] += part[i] }
      }
      kernels.multiply_packed(
        1, width, hiddenSize, self[layer.hidden], hiddenSize, self[layer.weightHH], hidden, width, 1)
      step(self[layer.hidden], self[layer.cell])
      x = UnsafePointer(self[layer.hidden])
    }
    let words = configuration.vocabularySize
    scores.update(from: parameters.value(parameters.outputBias), count: words)
    kernels.multiply_packed(1, words, hiddenSize, x, hiddenSize, self[output], scores, words, 1)
  }

  /// h, and LSTM's c, from the two parts of the gates.
  private func step(_ h: UnsafeMutablePointer<Float>, _ c: UnsafeMutablePointer<Float>) {
    let (z, w, n) = (self[gates.input], self[gates.hidden], hiddenSize)
    switch kind {
    case .elman(let activation):
      for i in 0..<n { z[i] += w[i] }
      switch activation {
      case .identity: h.update(from: z, count: n)
      case .relu: for i in 0..<n { h[i] = max(z[i], 0) }
      case .tanh: kernels.tanh(z, h, n)
      case .sigmoid: kernels.sigmoid(z, h, n)
      }
    case .lstm:
      for i in 0..<4 * n { z[i] += w[i] }
      kernels.sigmoid(z, z, 2 * n)
      kernels.tanh(z + 2 * n, z + 2 * n, n)
      kernels.sigmoid(z + 3 * n, z + 3 * n, n)
      for i in 0..<n { c[i] = z[n + i] * c[i] + z[i] * z[2 * n + i] }
      kernels.tanh(c, h, n)
      for i in 0..<n { h[i] *= z[3 * n + i] }
    case .gru:
      for i in 0..<2 * n { z[i] += w[i] }
      kernels.sigmoid(z, z, 2 * n)
      for i in 2 * n..<3 * n { z[i] += z[i - 2 * n] * w[i] }
      kernels.tanh(z + 2 * n, z + 2 * n, n)
      for i in 0..<n { h[i] = z[2 * n + i] + z[n + i] * (h[i] - z[2 * n + i]) }
    }
  }
}
