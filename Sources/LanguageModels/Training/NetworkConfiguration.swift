/// What a recurrent language model is made of: enough to build it, to name its parameters, and to refuse the weights of
/// another.
package struct NetworkConfiguration: Sendable, Equatable {
  /// The step of the recurrent layers.
  package enum Kind: Sendable, Equatable {
    /// J. L. Elman's network with activation σ.
    case elman(Activation)
    /// Long short-term memory.
    case lstm
    /// Gated recurrent units, as `torch.nn.GRU`.
    case gru
  }

  /// σ of an Elman layer, by the name that PyTorch has for it.
  package enum Activation: String, Sendable, CaseIterable {
    case identity, relu, tanh, sigmoid
  }

  /// The recurrent layers' step.
  package var kind: Kind
  /// V, the number of word types.
  package var vocabularySize: Int
  /// E, the numbers that stand for a word; nil reads words one-hot, with no embedding to learn.
  package var embeddingSize: Int?
  /// H, of every layer.
  package var hiddenSize: Int
  /// The number of recurrent layers.
  package var layers: Int
  /// The probability with which each number of the embedding, of what one layer tells the next, and of what the output
  /// sees is left out of a training step (W. Zaremba et al., arXiv 1409.2329, section 3.1).
  package var dropout: Double
  /// Whether the output's weight is the embedding's; then E = H.
  package var tied: Bool

  package init(
    kind: Kind, vocabularySize: Int, embeddingSize: Int?, hiddenSize: Int, layers: Int = 1, dropout: Double = 0,
    tied: Bool = false
  ) {
    self.kind = kind
    self.vocabularySize = vocabularySize
    self.embeddingSize = embeddingSize
    self.hiddenSize = hiddenSize
    self.layers = layers
    self.dropout = dropout
    self.tied = tied
  }
}

extension NetworkConfiguration {
  /// The learnt parameters' names and shapes, in the order of `RecurrentLanguageModel.forEachParameter`.
  ///
  /// One-hot models have no `embedding.weight`, tied ones no `output.weight`.
  package var parameterShapes: [(name: String, shape: [Int])] {
    var shapes: [(name: String, shape: [Int])] = []
    if let embeddingSize { shapes.append(("embedding.weight", [vocabularySize, embeddingSize])) }
    let rows = gates * hiddenSize
    for layer in 0..<layers {
      let inputs = layer == 0 ? embeddingSize ?? vocabularySize : hiddenSize
      shapes.append(("recurrent.weight_ih_l\(layer)", [rows, inputs]))
      shapes.append(("recurrent.weight_hh_l\(layer)", [rows, hiddenSize]))
      shapes.append(("recurrent.bias_ih_l\(layer)", [rows]))
      shapes.append(("recurrent.bias_hh_l\(layer)", [rows]))
    }
    if !tied { shapes.append(("output.weight", [vocabularySize, hiddenSize])) }
    shapes.append(("output.bias", [vocabularySize]))
    return shapes
  }

  /// How many numbers are learnt.
  package var parameterCount: Int {
    parameterShapes.reduce(0) { $0 + $1.shape.reduce(1, *) }
  }

  /// G, the number of rows of H that the layers' weights have.
  var gates: Int {
    switch kind {
    case .elman: 1
    case .lstm: 4
    case .gru: 3
    }
  }
}
