public import Autograd
public import NeuralNetworks

/// A recurrent language model: `Pr(w_{t+1} | w_1 … w_t) = softmax(W h_t + b)`, h_t the state of a recurrent network that
/// reads a row of the embedding for each word.
///
///     var random = SeededGenerator(seed: 1)
///     var model = RecurrentLanguageModel.elman(vocabulary, embeddingSize: 128, hiddenSize: 256, using: &random)
///     var optimizer = Adam(learningRate: 2e-3)
///     try model.train(on: corpus.training, with: &optimizer) { progress, _ in print(progress); return .proceed }
///     print(try model.perplexity(on: corpus.heldOut))
///
/// Sources: J. L. Elman, *Finding structure in time*, Cognitive Science 14 (1990); T. Mikolov et al., *Recurrent neural
/// network based language model*, INTERSPEECH 2010.
///
/// V word types, E numbers an embedding, H hidden units, T steps, B streams.
public struct RecurrentLanguageModel<Cell: RecurrentCell>: Module {
  /// The word types.
  public let vocabulary: Vocabulary
  /// What the network sees of each word, (V, E).
  public var embedding: Embedding
  /// The network, E → H.
  public var recurrent: Recurrent<Cell>
  /// The scores of the next word, H → V.
  public var output: Linear

  /// A model of the given parts.
  public init(vocabulary: Vocabulary, embedding: Embedding, recurrent: Recurrent<Cell>, output: Linear) {
    require(
      embedding.weight.shape == [vocabulary.count, recurrent.inputSize],
      "RecurrentLanguageModel: the embedding has shape \(embedding.weight.shape); "
        + "\(vocabulary.count) word types and \(recurrent.inputSize) inputs need [\(vocabulary.count), \(recurrent.inputSize)]"
    )
    require(
      output.weight.shape == [vocabulary.count, recurrent.hiddenSize],
      "RecurrentLanguageModel: the output weight has shape \(output.weight.shape); "
        + "\(vocabulary.count) word types and \(recurrent.hiddenSize) units need [\(vocabulary.count), \(recurrent.hiddenSize)]"
    )
    self.vocabulary = vocabulary
    self.embedding = embedding
    self.recurrent = recurrent
    self.output = output
  }

  /// The scores of the word after each of T × B words, as logarithms of unnormalised probabilities.
  ///
  /// - Parameters:
  ///   - inputs: `inputs[t][b]`, the word that stream b reads at step t.
  ///   - states: each layer's state before; zeros if nil.
  /// - Returns: (T, B, V), and each layer's state after the last step.
  public func callAsFunction(
    _ inputs: [[Int]], from states: [Cell.State]? = nil
  ) -> (logits: Tensor, states: [Cell.State]) {
    let (hidden, final) = recurrent(embedding(inputs), from: states)
    return (output(hidden), final)
  }

  /// Visits the parameters, named `embedding.…`, `recurrent.…`, `output.…`.
  public mutating func forEachParameter(_ visit: (String, inout Tensor) throws -> Void) rethrows {
    try embedding.forEachParameter(under: "embedding", visit)
    try recurrent.forEachParameter(under: "recurrent", visit)
    try output.forEachParameter(under: "output", visit)
  }
}
