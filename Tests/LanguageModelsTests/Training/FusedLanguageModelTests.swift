import Autograd
import CLoops
import NeuralNetworks
import Testing

@testable import LanguageModels

/// A window of T × B random words and the words that follow them.
struct RandomWindow {
  let inputs: [Int32]
  let targets: [Int32]
  let streams: Int

  init(vocabularySize: Int, steps: Int, streams: Int, using random: inout SeededGenerator) {
    func words() -> [Int32] {
      (0..<steps * streams).map { _ in .random(in: 0..<Int32(vocabularySize), using: &random) }
    }
    (inputs, targets) = (words(), words())
    self.streams = streams
  }

  func training(isFirst: Bool) -> TrainingWindow {
    TrainingWindow(inputs: inputs, targets: targets, streams: streams, isFirst: isFirst)
  }
}

@Suite("A language model without a tape")
struct FusedLanguageModelTests {
  static let plain = OptimizerConfiguration(rule: .sgd(momentum: 0, nesterov: false))
  static let kinds: [NetworkConfiguration.Kind] = [
    .elman(.identity), .elman(.relu), .elman(.tanh), .elman(.sigmoid), .lstm, .gru,
  ]
  /// Kinds of input and output: an embedding, words one-hot, one weight for both.
  static let ends = [(embedding: Optional(5), tied: false), (nil, false), (9, true)]

  static func configuration(
    _ kind: NetworkConfiguration.Kind, embedding: Int? = 5, tied: Bool = false, layers: Int = 2, dropout: Double = 0
  ) -> NetworkConfiguration {
    NetworkConfiguration(
      kind: kind, vocabularySize: 23, embeddingSize: embedding, hiddenSize: 9, layers: layers, dropout: dropout,
      tied: tied)
  }

  @Test("steps as the model on the tape does, state carried and gradients clipped", arguments: kinds, ends)
  func stepsAsTheTape(_ kind: NetworkConfiguration.Kind, _ end: (embedding: Int?, tied: Bool)) throws {
    let configuration = Self.configuration(kind, embedding: end.embedding, tied: end.tied)
    try compare(configuration, Self.plain, rate: 0.5, clip: 0.8, tolerance: 2e-6)
  }

  @Test(
    "follows every rule of the optimisers as torch's do",
    arguments: [
      OptimizerConfiguration.Rule.sgd(momentum: 0, nesterov: false), .sgd(momentum: 0.9, nesterov: false),
      .sgd(momentum: 0.9, nesterov: true), .adam(beta1: 0.9, beta2: 0.99, epsilon: 1e-6),
      .adamW(beta1: 0.8, beta2: 0.95, epsilon: 1e-6),
    ], ends)
  func optimisers(_ rule: OptimizerConfiguration.Rule, _ end: (embedding: Int?, tied: Bool)) throws {
    let configuration = Self.configuration(.elman(.tanh), embedding: end.embedding, tied: end.tied, layers: 1)
    for decay in [0, 0.01] {
      try compare(
        configuration, OptimizerConfiguration(rule: rule, weightDecay: decay), rate: 0.02, clip: nil, tolerance: 3e-5)
    }
  }

  private func compare(
    _ configuration: NetworkConfiguration, _ optimizer: OptimizerConfiguration, rate: Double, clip: Double?,
    tolerance: Double
  ) throws {
    var fused = FusedLanguageModel(configuration, optimizer: optimizer, seed: 7)
    var reference = AutogradLanguageModel(configuration, optimizer: optimizer, seed: 1)
    let start = fused.snapshot()
    try reference.restore(TrainingSnapshot(floats: start.parameters, words: []))
    var random = SeededGenerator(seed: 3)
    for step in 0..<4 {
      let window = RandomWindow(vocabularySize: 23, steps: 6, streams: 4, using: &random)
      let ours = try fused.train(
        window.training(isFirst: step == 0), checkpointing: .none, learningRate: rate,
        maximumGradientNorm: clip)
      let theirs = try reference.train(
        window.training(isFirst: step == 0), checkpointing: .none, learningRate: rate,
        maximumGradientNorm: clip)
      #expect(abs(ours.loss - theirs.loss) < tolerance)
      #expect(abs(ours.gradientNorm - theirs.gradientNorm) < tolerance * 10)
    }
    let (after, expected) = (fused.snapshot(), reference.snapshot())
    for (ours, theirs) in zip(after.parameters, expected.parameters) {
      #expect(ours.name == theirs.name)
      let worst = zip(ours.values, theirs.values).map { abs(Double($0 - $1)) }.max() ?? 0
      #expect(worst < tolerance, "\(ours.name)")
    }
    let moved = zip(after.parameters, start.parameters).allSatisfy { $0.values != $1.values }
    #expect(moved, "each parameter learns")
  }

  @Test("evaluates windows as the model on the tape does, and learns nothing of it", arguments: kinds)
  func evaluates(_ kind: NetworkConfiguration.Kind) throws {
    let configuration = Self.configuration(kind)
    var fused = FusedLanguageModel(configuration, optimizer: Self.plain, seed: 5)
    var reference = AutogradLanguageModel(configuration, optimizer: Self.plain, seed: 5)
    let start = fused.snapshot()
    try reference.restore(TrainingSnapshot(floats: start.parameters, words: []))
    var random = SeededGenerator(seed: 4)
    for step in 0..<3 {
      let window = RandomWindow(vocabularySize: 23, steps: step == 2 ? 3 : 7, streams: 2, using: &random)
      let ours = fused.evaluate(
        inputs: window.inputs, targets: window.targets, streams: 2, isFirst: step == 0)
      let theirs = reference.evaluate(
        inputs: window.inputs, targets: window.targets, streams: 2, isFirst: step == 0)
      #expect(abs(ours - theirs) < 1e-4)
    }
    #expect(fused.snapshot() == start)
  }

  @Test("learns the same to the bit when it is judged between steps, always by its newest weights", arguments: ends)
  func judgedBetweenSteps(_ end: (embedding: Int?, tied: Bool)) throws {
    let configuration = Self.configuration(.elman(.tanh), embedding: end.embedding, tied: end.tied)
    var judged = FusedLanguageModel(configuration, optimizer: Self.plain, seed: 8)
    var other = FusedLanguageModel(configuration, optimizer: Self.plain, seed: 8)
    var random = SeededGenerator(seed: 3)
    for step in 0..<4 {
      let window = RandomWindow(vocabularySize: 23, steps: 6, streams: 3, using: &random)
      func judge(_ model: inout FusedLanguageModel) -> Double {
        model.evaluate(inputs: window.inputs, targets: window.targets, streams: 3, isFirst: true)
      }
      let loss = judge(&judged)
      #expect(judge(&judged) == loss)
      let last = try train(&judged, on: window, isFirst: step == 0)
      #expect(try train(&other, on: window, isFirst: step == 0) == last)
      #expect(judged.snapshot() == other.snapshot())
      var restored = FusedLanguageModel(configuration, optimizer: Self.plain, seed: 9)
      _ = judge(&restored)
      try restored.restore(judged.snapshot())
      #expect(judge(&restored) == judge(&judged))
    }
  }

  /// The norm of the gradient, which a small limit clips.
  private func train(_ model: inout FusedLanguageModel, on window: RandomWindow, isFirst: Bool) throws -> Double {
    try model.train(
      window.training(isFirst: isFirst), checkpointing: .none, learningRate: 0.5, maximumGradientNorm: 0.1
    ).gradientNorm
  }

  @Test("reads word by word what it reads in a window", arguments: kinds, ends)
  func reads(_ kind: NetworkConfiguration.Kind, _ end: (embedding: Int?, tied: Bool)) throws {
    let configuration = Self.configuration(kind, embedding: end.embedding, tied: end.tied)
    var fused = FusedLanguageModel(configuration, optimizer: Self.plain, seed: 6)
    let words: [Int32] = [3, 0, 22, 7, 7, 1]
    for _ in 0..<2 {
      fused.beginReading()
      var loss = 0.0
      for (word, next) in zip(words, words.dropFirst()) {
        let scores = fused.read(word).map(Double.init)
        let greatest = scores.max() ?? 0
        loss += logarithm(scores.reduce(0) { $0 + exponential($1 - greatest) }) + greatest - scores[Int(next)]
      }
      let expected = fused.evaluate(
        inputs: words.dropLast(), targets: Array(words.dropFirst()), streams: 1, isFirst: true)
      #expect(abs(loss - expected) < 1e-5)
      // What has been packed for reading is packed anew when the weights have changed.
      _ = try fused.train(
        TrainingWindow(inputs: words, targets: words, streams: 2, isFirst: true),
        checkpointing: .none, learningRate: 0.5, maximumGradientNorm: nil)
    }
  }

  @Test("goes on bit for bit from a snapshot, dropout included", arguments: kinds)
  func resumes(_ kind: NetworkConfiguration.Kind) throws {
    let configuration = Self.configuration(kind, dropout: 0.3)
    let optimizer = OptimizerConfiguration(rule: .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8))
    var random = SeededGenerator(seed: 9)
    let windows = (0..<6).map { _ in RandomWindow(vocabularySize: 23, steps: 5, streams: 3, using: &random) }
    func train(_ model: inout FusedLanguageModel, _ range: Range<Int>) throws {
      for index in range {
        _ = try model.train(
          windows[index].training(isFirst: index == 0), checkpointing: .none, learningRate: 0.01, maximumGradientNorm: 1
        )
      }
    }
    var whole = FusedLanguageModel(configuration, optimizer: optimizer, seed: 2)
    try train(&whole, 0..<6)
    var first = FusedLanguageModel(configuration, optimizer: optimizer, seed: 2)
    try train(&first, 0..<3)
    var second = FusedLanguageModel(configuration, optimizer: optimizer, seed: 77)
    try second.restore(first.snapshot())
    try train(&second, 3..<6)
    #expect(second.snapshot() == whole.snapshot())
  }

  @Test("has the same bits after 100 steps with one, two and three threads")
  func threads() throws {
    // Large enough that every product, the softmax and the updates are worth threads.
    let configuration = NetworkConfiguration(
      kind: .elman(.tanh), vocabularySize: 700, embeddingSize: 96, hiddenSize: 160)
    let before = unroll_threads()
    defer { unroll_set_threads(before) }
    var found: [TrainingSnapshot] = []
    for threads in 1...3 {
      unroll_set_threads(threads)
      var random = SeededGenerator(seed: 1)
      var model = FusedLanguageModel(
        configuration, optimizer: OptimizerConfiguration(rule: .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8)), seed: 2)
      for step in 0..<100 {
        let window = RandomWindow(vocabularySize: 700, steps: 7, streams: 33, using: &random)
        _ = try model.train(
          window.training(isFirst: step == 0), checkpointing: .none, learningRate: 0.003,
          maximumGradientNorm: 1)
      }
      found.append(model.snapshot())
    }
    #expect(found[0] == found[1])
    #expect(found[0] == found[2])
  }

  @Test("stops before a step that is not finite, names it, and is as it was")
  func notFinite() throws {
    let configuration = Self.configuration(.elman(.relu), layers: 1)
    var model = FusedLanguageModel(configuration, optimizer: Self.plain, seed: 1)
    var random = SeededGenerator(seed: 1)
    let window = RandomWindow(vocabularySize: 23, steps: 4, streams: 2, using: &random)
    var snapshot = model.snapshot()
    let index = try #require(snapshot.floats.firstIndex { $0.name == "output.bias" })
    snapshot.floats[index].values[3] = .infinity
    snapshot.words = [.init(name: "optimizer.steps", value: 41), .init(name: "random.seed", value: 1)]
    try model.restore(snapshot)
    #expect {
      try model.train(
        window.training(isFirst: true), checkpointing: .none, learningRate: 1,
        maximumGradientNorm: nil)
    } throws: { error in
      guard case .loss(42, let value)? = error as? TrainingError else { return false }
      return !value.isFinite
    }
    // A loss that is finite, and a gradient that is not: hidden units far beyond what Float can square.
    snapshot.floats[index].values[3] = 0
    let weight = try #require(snapshot.floats.firstIndex { $0.name == "output.weight" })
    let input = try #require(snapshot.floats.firstIndex { $0.name == "recurrent.weight_ih_l0" })
    snapshot.floats[weight].values = snapshot.floats[weight].values.map { $0 * 1e-30 }
    snapshot.floats[input].values = snapshot.floats[input].values.map { abs($0) * 1e30 }
    try model.restore(snapshot)
    #expect(throws: TrainingError.gradient(step: 42, parameter: "output.weight")) {
      try model.train(
        window.training(isFirst: true), checkpointing: .none, learningRate: 1,
        maximumGradientNorm: nil)
    }
    #expect(model.snapshot().parameters == snapshot.parameters)
  }

  @Test("refuses a snapshot of another model, and stays as it was")
  func foreignSnapshots() throws {
    let adam = OptimizerConfiguration(rule: .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8))
    var model = FusedLanguageModel(Self.configuration(.gru), optimizer: adam, seed: 1)
    let own = model.snapshot()
    let other = FusedLanguageModel(Self.configuration(.lstm), optimizer: adam, seed: 1).snapshot()
    #expect(
      throws: SnapshotError.shape(name: "recurrent.weight_ih_l0", expected: [27, 5], found: [36, 5])
    ) { try model.restore(other) }
    var lacking = own
    lacking.floats.removeAll { $0.name == "optimizer.second.output.bias" }
    #expect(throws: SnapshotError.missing(name: "optimizer.second.output.bias")) { try model.restore(lacking) }
    var more = own
    more.floats.append(.init(name: "state.hidden_l9", shape: [1], values: [0]))
    #expect(throws: SnapshotError.unexpected(name: "state.hidden_l9")) { try model.restore(more) }
    #expect(model.snapshot() == own)
  }
}
