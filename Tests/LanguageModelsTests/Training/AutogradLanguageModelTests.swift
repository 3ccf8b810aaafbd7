import Autograd
import NeuralNetworks
import Testing

@testable import LanguageModels

@Suite struct AutogradLanguageModelTests {
  @Test(arguments: NetworkConfiguration.examples, OptimizerConfiguration.examples)
  func aRestoredModelGoesOnToTheBit(network: NetworkConfiguration, optimizer: OptimizerConfiguration) throws {
    var model = AutogradLanguageModel(network, optimizer: optimizer, seed: 3)
    _ = try model.takeSteps(0..<7)
    let snapshot = model.snapshot()
    let losses = try model.takeSteps(7..<13)

    var other = AutogradLanguageModel(network, optimizer: optimizer, seed: 99)
    try other.restore(snapshot)
    #expect(other.snapshot() == snapshot)
    #expect(try other.takeSteps(7..<13) == losses)
    #expect(other.snapshot() == model.snapshot())
    #expect(snapshot.parameters.map(\.name) == network.parameterShapes.map(\.name))
    #expect(snapshot.parameters.map(\.shape) == network.parameterShapes.map(\.shape))
  }

  @Test func learnsAsTheModelThatItStandsFor() throws {
    var generator = SeededGenerator(seed: 5)
    let tokens = (0..<61).map { _ in Int.random(in: 0..<6, using: &generator) }
    var random = SeededGenerator(seed: 1)
    var reference = RecurrentLanguageModel.gru(Vocabulary.numbered(6), embeddingSize: 4, hiddenSize: 5, using: &random)
    var adam = Adam(learningRate: 0.02)
    var expected: [Double] = []
    try reference.train(on: tokens, with: &adam, streams: 3, window: 4, epochs: 2) { progress, _ in
      expected.append(progress.loss)
      return .proceed
    }
    var model = AutogradLanguageModel(
      .init(kind: .gru, vocabularySize: 6, embeddingSize: 4, hiddenSize: 5),
      optimizer: .init(rule: .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8)), seed: 1)
    var losses: [Double] = []
    for _ in 0..<2 {
      for window in TokenStreams(tokens: tokens, streams: 3, window: 4) {
        losses.append(
          try model.train(
            TrainingWindow(
              inputs: window.inputs.flatMap { $0.map(Int32.init) }, targets: window.targets.map(Int32.init), streams: 3,
              isFirst: window.isFirst),
            checkpointing: .none, learningRate: 0.02, maximumGradientNorm: 1
          ).loss)
      }
    }
    // The one unrolls step by step, the other takes a window at once: they round differently.
    #expect(losses.count == expected.count)
    for (loss, other) in zip(losses, expected) { #expect(abs(loss - other) < 1e-5) }
    for (own, other) in zip(model.snapshot().parameters, reference.parameters) {
      #expect(own.name == other.name)
      for (value, scalar) in zip(own.values, other.tensor.scalars) { #expect(abs(Double(value) - scalar) < 1e-4) }
    }
  }

  @Test func evaluationDisturbsNoTraining() throws {
    let network = NetworkConfiguration.examples[2]
    var model = AutogradLanguageModel(network, optimizer: OptimizerConfiguration.examples[2], seed: 3)
    _ = try model.takeSteps(0..<3)
    let before = model.snapshot()
    let (inputs, targets): ([Int32], [Int32]) = ([1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 0])
    let first = model.evaluate(inputs: inputs, targets: targets, streams: 1, isFirst: true)
    let pieces =
      model.evaluate(inputs: [1, 2], targets: [2, 3], streams: 1, isFirst: true)
      + model.evaluate(inputs: [3, 4, 5, 6], targets: [4, 5, 6, 0], streams: 1, isFirst: false)
    #expect(abs(first - pieces) < 1e-5)
    model.beginReading()
    var read = 0.0
    for (input, target) in zip(inputs, targets) {
      let scores = Tensor(model.read(input).map(Double.init), shape: [7], dtype: .float64)
      read -= scores.logSoftmax(axis: -1).scalars[Int(target)]
    }
    #expect(abs(first - read) < 1e-5)
    #expect(model.snapshot() == before)
  }

  @Test func aLossThatIsNoNumberChangesNothing() throws {
    var model = AutogradLanguageModel(
      NetworkConfiguration.examples[3], optimizer: OptimizerConfiguration.examples[0], seed: 3)
    _ = try model.takeSteps(0..<2)
    var broken = model.snapshot()
    broken.floats[0].values[7] = .nan
    try model.restore(broken)
    let before = model.snapshot()
    #expect(throws: TrainingError.self) { try model.takeSteps(0..<40, learningRate: 1) }
    #expect(model.snapshot().words == before.words)
  }

  @Test func refusesTheSnapshotOfAnotherModel() throws {
    let optimizer = OptimizerConfiguration.examples[2]
    var lstm = AutogradLanguageModel(NetworkConfiguration.examples[2], optimizer: optimizer, seed: 3)
    let gru = AutogradLanguageModel(NetworkConfiguration.examples[3], optimizer: optimizer, seed: 3)
    let before = lstm.snapshot()
    #expect(throws: SnapshotError.shape(name: "embedding.weight", expected: [7, 5], found: [7, 3])) {
      try lstm.restore(gru.snapshot())
    }
    var less = before
    less.floats.removeLast()
    less.floats.removeAll { $0.name == "output.bias" }
    #expect(throws: SnapshotError.missing(name: "output.bias")) { try lstm.restore(less) }
    #expect(lstm.snapshot() == before)
  }
}
