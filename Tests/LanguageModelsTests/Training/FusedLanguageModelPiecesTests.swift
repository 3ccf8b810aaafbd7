import Autograd
import NeuralNetworks
import Testing

@testable import LanguageModels

@Suite("A language model whose windows are run in pieces")
struct FusedLanguageModelPiecesTests {
  typealias Fused = FusedLanguageModelTests

  /// Steps on the same windows, and what they find.
  private func train(
    _ model: inout some TrainableLanguageModel & ~Copyable, _ windows: [TrainingWindow],
    _ checkpointing: ActivationCheckpointing
  ) throws -> (losses: [Double], norms: [Double], parameters: [TrainingSnapshot.Floats]) {
    let results = try windows.map {
      try model.train($0, checkpointing: checkpointing, learningRate: 0.5, maximumGradientNorm: 0.8)
    }
    return (results.map(\.loss), results.map(\.gradientNorm), model.snapshot().parameters)
  }

  private func windows(_ count: Int, steps: Int, _ change: (inout TrainingWindow) -> Void = { _ in })
    -> [TrainingWindow]
  {
    var random = SeededGenerator(seed: 11)
    return (0..<count).map { index in
      var window = RandomWindow(vocabularySize: 23, steps: steps, streams: 3, using: &random)
        .training(isFirst: index == 0)
      change(&window)
      return window
    }
  }

  private func expectClose(
    _ one: (losses: [Double], norms: [Double], parameters: [TrainingSnapshot.Floats]),
    _ other: (losses: [Double], norms: [Double], parameters: [TrainingSnapshot.Floats]), _ tolerance: Double = 3e-6
  ) {
    for (a, b) in zip(one.losses + one.norms, other.losses + other.norms) { #expect(abs(a - b) < tolerance * 10) }
    for (a, b) in zip(one.parameters, other.parameters) {
      let worst = zip(a.values, b.values).map { abs(Double($0 - $1)) }.max() ?? 0
      #expect(worst < tolerance, "\(a.name)")
    }
  }

  @Test("learns what it learns with all of them held, dropout included", arguments: Fused.kinds, Fused.ends)
  func pieces(_ kind: NetworkConfiguration.Kind, _ end: (embedding: Int?, tied: Bool)) throws {
    let configuration = Fused.configuration(kind, embedding: end.embedding, tied: end.tied, dropout: 0.25)
    let windows = windows(3, steps: 13)
    var whole = FusedLanguageModel(configuration, optimizer: Fused.plain, seed: 3)
    let least = whole.leastActivationMemory(steps: 13, streams: 3)
    let expected = try train(&whole, windows, .none)
    // As little as can be, a little more, half of it, and √13 pieces.
    let all = whole.plan(steps: 13, streams: 3, .none).parts.bytes
    for checkpointing in [
      ActivationCheckpointing.limit(bytes: least), .limit(bytes: least + least / 8), .limit(bytes: all / 2),
      .squareRoot,
    ] {
      var model = FusedLanguageModel(configuration, optimizer: Fused.plain, seed: 3)
      #expect(model.plan(steps: 13, streams: 3, checkpointing).schedule.pieces > 1)
      expectClose(try train(&model, windows, checkpointing), expected)
      // The state that goes on to the next window.
      let one = try model.trainOnce(windows[0], checkpointing, like: expected.parameters)
      let other = try whole.trainOnce(windows[0], .none, like: expected.parameters)
      #expect(one.map(\.name) == other.map(\.name) && !one.isEmpty)
      for (a, b) in zip(one, other) {
        let worst = zip(a.values, b.values).map { abs(Double($0 - $1)) }.max() ?? 1
        #expect(worst < 1e-6, "\(a.name)")
      }
    }
  }

  @Test("reaches further back than its predictions as the model on the tape does", arguments: Fused.kinds)
  func reach(_ kind: NetworkConfiguration.Kind) throws {
    let configuration = Fused.configuration(kind)
    for (targets, carried) in [(4, 9), (9, 4), (1, 3), (5, 0)] {
      let windows = windows(3, steps: 9) { window in
        window.targets = Array(window.targets.suffix(targets * 3))
        window.carriedSteps = carried
      }
      var reference = AutogradLanguageModel(configuration, optimizer: Fused.plain, seed: 1)
      var model = FusedLanguageModel(configuration, optimizer: Fused.plain, seed: 8)
      try reference.restore(TrainingSnapshot(floats: model.snapshot().parameters, words: []))
      let expected = try train(&reference, windows, .none)
      let least = model.leastActivationMemory(steps: 9, streams: 3)
      expectClose(try train(&model, windows, .none), expected)
      var pieces = FusedLanguageModel(configuration, optimizer: Fused.plain, seed: 8)
      expectClose(try train(&pieces, windows, .limit(bytes: least + 100)), expected)
    }
  }

  @Test("holds no more than its limit, and computes the less again the more it may hold")
  func limits() {
    let configuration = Fused.configuration(.lstm)
    let model = FusedLanguageModel(configuration, optimizer: Fused.plain, seed: 1)
    let least = model.leastActivationMemory(steps: 200, streams: 4)
    let all = model.plan(steps: 200, streams: 4, .none).parts.bytes
    func run(_ plan: WindowPlan) -> Int {
      CheckpointSchedule.advances(pieces: plan.schedule.pieces, places: plan.schedule.places) * plan.parts.steps
    }
    var before = Int.max / 2
    for bytes in stride(from: least, through: all + 10_000, by: 5_000) {
      let plan = model.plan(steps: 200, streams: 4, .limit(bytes: bytes))
      let states = WindowStates.bytes(configuration, streams: 4, places: plan.schedule.places)
      #expect(plan.parts.bytes + states <= bytes)
      // Pieces are whole numbers of steps, so that a little more room can make the last one shorter, and no better.
      #expect(run(plan) <= before + plan.parts.steps)
      #expect((0..<plan.schedule.pieces).map { plan.steps(ofPiece: $0).count }.reduce(0, +) == 200)
      before = min(before, run(plan))
    }
    #expect(before == 0)
    let root = model.plan(steps: 200, streams: 4, .squareRoot)
    #expect(root.schedule.places == root.schedule.pieces - 1)
    #expect(run(root) < 200)
  }
}

extension FusedLanguageModel {
  /// The carried states after one more step, from these parameters and the states of before.
  fileprivate mutating func trainOnce(
    _ window: TrainingWindow, _ checkpointing: ActivationCheckpointing, like parameters: [TrainingSnapshot.Floats]
  ) throws -> [TrainingSnapshot.Floats] {
    var snapshot = snapshot()
    for (index, parameter) in parameters.enumerated() { snapshot.floats[index] = parameter }
    snapshot.floats.removeAll { $0.name.hasPrefix("state.") }
    snapshot.words = [.init(name: "optimizer.steps", value: 9), .init(name: "random.seed", value: 3)]
    try restore(snapshot)
    _ = try train(window, checkpointing: checkpointing, learningRate: 0.5, maximumGradientNorm: nil)
    return self.snapshot().floats.filter { $0.name.hasPrefix("state.") }
  }
}
