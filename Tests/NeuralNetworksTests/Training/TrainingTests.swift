import Autograd
import Testing

@testable import NeuralNetworks

struct TrainingTests {
  struct LanguageModel: Module {
    var embedding: Embedding
    var recurrent: LSTM
    var output: Linear

    init(vocabulary: Int, size: Int, hidden: Int, layers: Int, using random: inout SeededGenerator) {
      embedding = Embedding(count: vocabulary, size: size, dtype: .float64, using: &random)
      recurrent = LSTM(inputSize: size, hiddenSize: hidden, layers: layers, dtype: .float64, using: &random)
      output = Linear(inputSize: hidden, outputSize: vocabulary, dtype: .float64, using: &random)
    }

    mutating func forEachParameter(_ visit: (String, inout Tensor) throws -> Void) rethrows {
      try embedding.forEachParameter(under: "embedding", visit)
      try recurrent.forEachParameter(under: "recurrent", visit)
      try output.forEachParameter(under: "output", visit)
    }
  }

  /// A whole run against PyTorch's: weights from a file, windows with carried state, clipping, AdamW.
  @Test func equalsPyTorch() throws {
    let golden = try Golden("training")
    var random = SeededGenerator(seed: 1)
    var model = LanguageModel(vocabulary: 6, size: 3, hidden: 4, layers: 2, using: &random)
    try model.loadWeights(from: Golden.path("training"), prefix: "start.", ignoringOthers: true)
    let stream = try golden.integers("stream")
    let window = Int(try golden.number("window"))
    let tokens = (0..<(stream.count / 2)).map { Array(stream[($0 * 2)..<($0 * 2 + 2)]) }
    let batches = (0..<5).map { Array(tokens[($0 * window)...(($0 + 1) * window)]) }
    var optimizer = AdamW(learningRate: try golden.number("lr"), weightDecay: try golden.number("weight_decay"))
    var state: [LSTMState]?
    var steps: [TrainingStep] = []
    let last = try train(
      &model, on: batches, with: &optimizer, maximumGradientNorm: try golden.number("limit"),
      loss: { model, batch in
        let (outputs, final) = model.recurrent(model.embedding(Array(batch.dropLast())), from: state)
        state = final.detach()
        return crossEntropy(model.output(outputs), targets: batch.dropFirst().flatMap(\.self))
      },
      afterStep: { step, _, _ in
        steps.append(step)
        return .proceed
      })
    #expect(last?.number == 5 && steps.map(\.number) == [1, 2, 3, 4, 5])
    #expect(largestError(steps.map(\.loss), try golden.tensor("losses").scalars) < 1e-10)
    #expect(largestError(steps.map(\.gradientNorm), try golden.tensor("norms").scalars) < 1e-10)
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.elapsed <= $1.elapsed })
    for (name, parameter) in model.parameters { try golden.check(parameter, "end.\(name)") }
  }

  /// θ ← θ − η 2 θ, one number.
  func shrink(_ start: Double, rate: Double, steps: Int, decide: (TrainingStep) -> TrainingDecision = { _ in .proceed })
    throws -> (Double, TrainingStep?)
  {
    var model = Linear(weight: Tensor([start], shape: [1, 1], dtype: .float64, requiresGrad: true))
    var optimizer = SGD(learningRate: rate)
    let last = try train(&model, on: 0..<steps, with: &optimizer) { model, _ in
      (model.weight * model.weight).sum()
    } afterStep: { step, _, _ in
      decide(step)
    }
    return (model.weight.item(), last)
  }

  @Test func stopsWhenTold() throws {
    let (weight, last) = try shrink(1, rate: 0.25, steps: 100) { $0.loss < 0.1 ? .stop : .proceed }
    #expect(last?.number == 3 && last?.loss == 0.0625 && weight == 0.125)
    let (untouched, none) = try shrink(1, rate: 0.25, steps: 0)
    #expect(untouched == 1 && none == nil)
  }

  @Test func theCallbackMayChangeTheLearningRate() throws {
    var model = Linear(weight: Tensor([1], shape: [1, 1], dtype: .float64, requiresGrad: true))
    var optimizer = SGD(learningRate: 0.25)
    try train(&model, on: 0..<2, with: &optimizer) { model, _ in
      (model.weight * model.weight).sum()
    } afterStep: { _, _, optimizer in
      optimizer.learningRate = 0
      return .proceed
    }
    #expect(model.weight.item() == 0.5)
  }

  @Test func anExplodingLossStopsBeforeItSpoilsTheModel() throws {
    var model = Linear(weight: Tensor([1], shape: [1, 1], dtype: .float64, requiresGrad: true))
    var optimizer = SGD(learningRate: 1e200)
    let error = #expect(throws: TrainingError.self) {
      try train(&model, on: 0..<10, with: &optimizer) { model, _ in (model.weight * model.weight).sum() }
    }
    #expect(error == .loss(step: 2, value: .infinity))
    #expect(model.weight.item() == -2e200, "as it was before the step that could not be taken")
    #expect(error?.description.hasPrefix("step 2: the loss is inf") == true)
  }

  @Test func aGradientThatIsNotFiniteNamesItsParameter() throws {
    var model = OptimizerTests.Pair(
      first: Tensor([1], shape: [1], dtype: .float64, requiresGrad: true),
      second: Tensor([0], shape: [1], dtype: .float64, requiresGrad: true))
    var optimizer = SGD(learningRate: 1)
    let error = #expect(throws: TrainingError.self) {
      // √0 is 0, and its slope is infinite.
      try train(&model, on: 0..<10, with: &optimizer) { model, _ in (model.first + model.second.pow(0.5)).sum() }
    }
    #expect(error == .gradient(step: 1, parameter: "second") && model.first.item() == 1)
  }
}
