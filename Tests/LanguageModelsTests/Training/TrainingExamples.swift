import Autograd
import NeuralNetworks

@testable import LanguageModels

extension NetworkConfiguration {
  /// Small networks of every kind, one-hot and embedded, tied and not, with dropout and without.
  static let examples: [NetworkConfiguration] = [
    .init(kind: .elman(.tanh), vocabularySize: 7, embeddingSize: nil, hiddenSize: 5),
    .init(kind: .elman(.relu), vocabularySize: 7, embeddingSize: 4, hiddenSize: 5, layers: 2, dropout: 0.3),
    .init(kind: .lstm, vocabularySize: 7, embeddingSize: 5, hiddenSize: 5, layers: 2, dropout: 0.2, tied: true),
    .init(kind: .gru, vocabularySize: 7, embeddingSize: 3, hiddenSize: 5),
  ]
}

extension OptimizerConfiguration {
  static let examples: [OptimizerConfiguration] = [
    .init(rule: .sgd(momentum: 0, nesterov: false)),
    .init(rule: .sgd(momentum: 0.9, nesterov: true), weightDecay: 1e-3),
    .init(rule: .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8)),
    .init(rule: .adamW(beta1: 0.8, beta2: 0.99, epsilon: 1e-6), weightDecay: 0.1),
  ]
}

extension TrainableLanguageModel where Self: ~Copyable {
  /// Steps on windows of random ids.
  mutating func takeSteps(_ steps: Range<Int>, learningRate: Double = 0.05) throws -> [Double] {
    try steps.map { step in
      var generator = SeededGenerator(seed: UInt64(step))
      let ids = (0..<24).map { _ in Int32.random(in: 0..<Int32(configuration.vocabularySize), using: &generator) }
      return try train(
        TrainingWindow(inputs: Array(ids[..<12]), targets: Array(ids[12...]), streams: 3, isFirst: step % 5 == 0),
        checkpointing: .none, learningRate: learningRate, maximumGradientNorm: 1
      ).loss
    }
  }
}

/// A text with some structure to learn.
func trainingText(_ count: Int, seed: UInt64 = 1) -> String {
  var generator = SeededGenerator(seed: seed)
  let words = ["the", "cat", "sat", "on", "a", "mat", "dog", "and", "ran"]
  return (0..<count).map { _ in words.randomElement(using: &generator) ?? "the" }.joined(separator: " ")
}
