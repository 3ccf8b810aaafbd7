public import Autograd
public import NeuralNetworks

extension RecurrentLanguageModel {
  /// A model around `recurrent`, with an embedding and an output layer that fit it.
  private init(
    _ vocabulary: Vocabulary, _ recurrent: Recurrent<Cell>, oneHot: Bool, _ dtype: DType,
    _ generator: inout some RandomNumberGenerator
  ) {
    // Embedding rows as long as a hidden state of tanh units: torch's standard normal ones saturate them.
    let bound = 1 / Double(recurrent.inputSize).squareRoot()
    let rows =
      oneHot
      ? Tensor.eye(vocabulary.count, dtype: dtype)
      : Tensor.uniform(
        [vocabulary.count, recurrent.inputSize], from: -bound, to: bound, dtype: dtype, using: &generator
      )
      .requiringGrad()
    self.init(
      vocabulary: vocabulary, embedding: Embedding(weight: rows), recurrent: recurrent,
      output: Linear(inputSize: recurrent.hiddenSize, outputSize: vocabulary.count, dtype: dtype, using: &generator))
  }
}

extension RecurrentLanguageModel where Cell == ElmanCell {
  /// An Elman network with random parameters: `h_t = σ(U e_t + V h_{t−1} + b)`, e_t the embedding of word t.
  ///
  /// - Parameters:
  ///   - embeddingSize: E; with nil words are read one-hot (the embedding is I, and is not learnt), as in the seed.
  ///   - hiddenSize: H of every layer.
  public static func elman(
    _ vocabulary: Vocabulary, embeddingSize: Int? = nil, hiddenSize: Int, layers: Int = 1,
    activation: Activation = .tanh, dtype: DType = .float32, using generator: inout some RandomNumberGenerator
  ) -> Self {
    let recurrent = RNN(
      inputSize: embeddingSize ?? vocabulary.count, hiddenSize: hiddenSize, layers: layers, activation: activation,
      dtype: dtype, using: &generator)
    return Self(vocabulary, recurrent, oneHot: embeddingSize == nil, dtype, &generator)
  }
}

extension RecurrentLanguageModel where Cell == LSTMCell {
  /// An LSTM with random parameters; the arguments are those of `elman`.
  public static func lstm(
    _ vocabulary: Vocabulary, embeddingSize: Int? = nil, hiddenSize: Int, layers: Int = 1, dtype: DType = .float32,
    using generator: inout some RandomNumberGenerator
  ) -> Self {
    let recurrent = LSTM(
      inputSize: embeddingSize ?? vocabulary.count, hiddenSize: hiddenSize, layers: layers, dtype: dtype,
      using: &generator)
    return Self(vocabulary, recurrent, oneHot: embeddingSize == nil, dtype, &generator)
  }
}

extension RecurrentLanguageModel where Cell == GRUCell {
  /// A GRU with random parameters; the arguments are those of `elman`.
  public static func gru(
    _ vocabulary: Vocabulary, embeddingSize: Int? = nil, hiddenSize: Int, layers: Int = 1, dtype: DType = .float32,
    using generator: inout some RandomNumberGenerator
  ) -> Self {
    let recurrent = GRU(
      inputSize: embeddingSize ?? vocabulary.count, hiddenSize: hiddenSize, layers: layers, dtype: dtype,
      using: &generator)
    return Self(vocabulary, recurrent, oneHot: embeddingSize == nil, dtype, &generator)
  }
}
