import Autograd
package import NeuralNetworks

/// `TrainableLanguageModel` by the tape: `RecurrentLanguageModel`, recorded and differentiated step by step, with the
/// optimisers of `NeuralNetworks`. Slow, and the reference for whatever is fast.
package struct AutogradLanguageModel: TrainableLanguageModel {
  package let configuration: NetworkConfiguration
  private var core: any TapedModel

  package init(_ configuration: NetworkConfiguration, optimizer: OptimizerConfiguration, seed: UInt64) {
    self.configuration = configuration
    var random = SeededGenerator(seed: seed)
    let vocabulary = Vocabulary.numbered(configuration.vocabularySize)
    let (embedding, hidden, layers) = (configuration.embeddingSize, configuration.hiddenSize, configuration.layers)
    core =
      switch configuration.kind {
      case .elman(let activation):
        TapedNetwork(
          RecurrentLanguageModel.elman(
            vocabulary, embeddingSize: embedding, hiddenSize: hidden, layers: layers, activation: activation.function,
            using: &random), configuration, optimizer, seed)
      case .lstm:
        TapedNetwork(
          RecurrentLanguageModel.lstm(
            vocabulary, embeddingSize: embedding, hiddenSize: hidden, layers: layers, using: &random),
          configuration, optimizer, seed)
      case .gru:
        TapedNetwork(
          RecurrentLanguageModel.gru(
            vocabulary, embeddingSize: embedding, hiddenSize: hidden, layers: layers, using: &random),
          configuration, optimizer, seed)
      }
  }

  package mutating func train(
    _ window: TrainingWindow, checkpointing: ActivationCheckpointing, learningRate: Double, maximumGradientNorm: Double?
  ) throws(TrainingError) -> (loss: Double, gradientNorm: Double) {
    try core.train(TapedWindow(window), learningRate, maximumGradientNorm)
  }

  /// None: the tape keeps a window whole, whatever it is told.
  package func leastActivationMemory(steps: Int, streams: Int) -> Int { 0 }

  package mutating func evaluate(inputs: [Int32], targets: [Int32], streams: Int, isFirst: Bool) -> Double {
    core.evaluate(TapedWindow(TrainingWindow(inputs: inputs, targets: targets, streams: streams, isFirst: isFirst)))
  }

  package func snapshot() -> TrainingSnapshot { core.snapshot() }

  package mutating func restore(_ snapshot: TrainingSnapshot) throws(SnapshotError) { try core.restore(snapshot) }

  package mutating func beginReading() { core.beginReading() }

  package mutating func read(_ token: Int32) -> [Float] { core.read(token) }
}

extension NetworkConfiguration.Activation {
  fileprivate var function: NeuralNetworks.Activation {
    switch self {
    case .identity: .identity
    case .relu: .relu
    case .tanh: .tanh
    case .sigmoid: .sigmoid
    }
  }
}
