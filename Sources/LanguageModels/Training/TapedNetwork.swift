import Autograd
import NeuralNetworks

/// A window as the tape takes it.
struct TapedWindow {
  let inputs: [[Int]]
  let targets: [Int]
  let isFirst: Bool
  let carriedSteps: Int

  init(_ window: TrainingWindow) {
    let (inputs, streams) = (window.inputs, window.streams)
    self.inputs = stride(from: 0, to: inputs.count, by: streams).map { inputs[$0..<$0 + streams].map(Int.init) }
    targets = window.targets.map(Int.init)
    (isFirst, carriedSteps) = (window.isFirst, window.carriedSteps)
  }
}

/// The model without its cell's type.
protocol TapedModel: Sendable {
  mutating func train(_ window: TapedWindow, _ rate: Double, _ maximum: Double?) throws(TrainingError) -> (
    Double, Double
  )
  mutating func evaluate(_ window: TapedWindow) -> Double
  func snapshot() -> TrainingSnapshot
  mutating func restore(_ snapshot: TrainingSnapshot) throws(SnapshotError)
  mutating func beginReading()
  mutating func read(_ token: Int32) -> [Float]
}

/// The model with its cell's type, its optimiser and its states.
struct TapedNetwork<Cell: RecurrentCell>: TapedModel {
  /// The learnt parameters: those of the model, a tied weight once.
  private struct Network: Module {
    var model: RecurrentLanguageModel<Cell>
    let tied: Bool

    mutating func forEachParameter(_ visit: (String, inout Tensor) throws -> Void) rethrows {
      let tied = tied
      try model.forEachParameter { name, parameter in
        if parameter.requiresGrad && !(tied && name == "output.weight") { try visit(name, &parameter) }
      }
      if tied { model.output.weight = model.embedding.weight }
    }
  }

  private var network: Network
  private var optimizer: any ResumableOptimizer
  private let dropout: Double
  private var seed: UInt64
  private var steps = 0
  private var carried: [Cell.State]?
  private var evaluated: [Cell.State]?
  private var reading: [Cell.State]

  init(
    _ model: RecurrentLanguageModel<Cell>, _ configuration: NetworkConfiguration, _ rule: OptimizerConfiguration,
    _ seed: UInt64
  ) {
    network = Network(model: model, tied: configuration.tied)
    network.forEachParameter { _, _ in }  // ties the weights
    optimizer = rule.optimizer
    dropout = configuration.dropout
    self.seed = seed
    reading = model.recurrent.zeroStates(batch: 1)
  }

  mutating func train(_ window: TapedWindow, _ rate: Double, _ maximum: Double?) throws(TrainingError) -> (
    Double, Double
  ) {
    let step = steps + 1
    // A generator for each step: all that a resume needs to know of it is how many there were.
    var random = SeededGenerator(seed: seed ^ (0x9e37_79b9_7f4a_7c15 &* UInt64(step)))
    var (logits, states): ([Tensor], [Cell.State]?) = ([], window.isFirst ? nil : carried)
    var next = carried
    for steps in [0..<window.carriedSteps, window.carriedSteps..<window.inputs.count] where !steps.isEmpty {
      let (scores, final) = forward(Array(window.inputs[steps]), from: states, using: &random)
      (logits, states) = (logits + [scores.reshape([-1, scores.shape[scores.ndim - 1]])], final)
      if steps.upperBound == window.carriedSteps { next = final }
    }
    let scores = Tensor.concatenate(logits)
    let loss = crossEntropy(scores[(scores.shape[0] - window.targets.count)...], targets: window.targets)
    guard loss.item().isFinite else { throw .loss(step: step, value: loss.item()) }
    let parameters = network.parameters
    var found: [Tensor?] = gradients(of: loss, withRespectTo: parameters.map(\.tensor))
    let norm = gradientNorm(found)
    guard norm.isFinite else {
      let culprit = zip(parameters, found).first { !gradientNorm([$0.1]).isFinite }
      throw .gradient(step: step, parameter: culprit?.0.name ?? "all parameters together")
    }
    if let maximum { found = clipped(found, toNorm: maximum).gradients }
    optimizer.learningRate = rate
    optimizer.step(&network, gradients: found)
    (steps, carried) = (step, next?.detach())
    return (loss.item(), norm)
  }

  /// Logits, with dropout on what the first layer reads, between layers, and on what the output reads.
  private func forward(
    _ inputs: [[Int]], from initial: [Cell.State]?, using random: inout SeededGenerator
  ) -> (logits: Tensor, states: [Cell.State]) {
    let model = network.model
    var outputs = dropped(model.embedding(inputs), using: &random)
    var states: [Cell.State] = []
    for (index, layer) in model.recurrent.layers.enumerated() {
      let (next, final) = layer.unroll(outputs, from: initial?[index])
      outputs = dropped(next, using: &random)
      states.append(final)
    }
    return (model.output(outputs), states)
  }

  private func dropped(_ x: Tensor, using random: inout SeededGenerator) -> Tensor {
    if dropout == 0 { return x }
    let kept = Tensor.uniform(x.shape, using: &random).scalars.map { $0 < dropout ? 0 : Float(1 / (1 - dropout)) }
    return x * Tensor(kept, shape: x.shape)
  }

  mutating func evaluate(_ window: TapedWindow) -> Double {
    withoutGradients {
      let (logits, states) = network.model(window.inputs, from: window.isFirst ? nil : evaluated)
      evaluated = states.detach()
      let vocabularySize = network.model.vocabulary.count
      let places = window.targets.enumerated().map { $0 * vocabularySize + $1 }
      return -logits.logSoftmax(axis: -1).reshape([-1, 1]).rows(places).scalars.reduce(0, +)
    }
  }

  mutating func beginReading() { reading = network.model.recurrent.zeroStates(batch: 1) }

  mutating func read(_ token: Int32) -> [Float] {
    withoutGradients {
      let (hidden, next) = network.model.recurrent.step(network.model.embedding([Int(token)]), from: reading)
      reading = next.detach()
      return network.model.output(hidden).scalars.map { Float($0) }
    }
  }

  func snapshot() -> TrainingSnapshot {
    let parameters = network.parameters
    let shapes = Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.tensor.shape) })
    var floats = parameters.map { floatsOf($0.tensor, $0.name) }
    floats += optimizer.memory.map {
      TrainingSnapshot.Floats(
        name: "optimizer.\($0.slot).\($0.parameter)", shape: shapes[$0.parameter] ?? [$0.values.count],
        values: $0.values)
    }
    if let carried {
      var index = 0
      _ = carried.mapTensors { tensor in
        floats.append(floatsOf(tensor, "state.\(index)"))
        index += 1
        return tensor
      }
    }
    return TrainingSnapshot(
      floats: floats,
      words: [.init(name: "optimizer.steps", value: UInt64(steps)), .init(name: "random.seed", value: seed)])
  }

  private func floatsOf(_ tensor: Tensor, _ name: String) -> TrainingSnapshot.Floats {
    .init(name: name, shape: tensor.shape, values: tensor.scalars.map { Float($0) })
  }

  mutating func restore(_ snapshot: TrainingSnapshot) throws(SnapshotError) {
    try snapshot.check(network.parameters.map { ($0.name, $0.tensor.shape) })
    let floats = Dictionary(snapshot.floats.map { ($0.name, $0) }) { first, _ in first }
    seed = snapshot.words.first { $0.name == "random.seed" }?.value ?? seed
    network.forEachParameter { name, parameter in
      guard let new = floats[name] else { return }
      parameter = Tensor(new.values, shape: new.shape).requiringGrad()
    }
    steps = Int(snapshot.words.first { $0.name == "optimizer.steps" }?.value ?? 0)
    let memory = snapshot.floats.compactMap { part -> OptimizerMemory? in
      let pieces = part.name.split(separator: ".", maxSplits: 2)
      guard pieces.count == 3, pieces[0] == "optimizer" else { return nil }
      return OptimizerMemory(slot: String(pieces[1]), parameter: String(pieces[2]), values: part.values)
    }
    optimizer.restore(memory, steps: steps)
    let states = (0..<snapshot.floats.count).prefix { floats["state.\($0)"] != nil }.compactMap {
      floats["state.\($0)"]
    }
    carried = nil
    guard let batch = states.first?.shape.first else { return }
    var index = 0
    carried = network.model.recurrent.zeroStates(batch: batch).mapTensors { zero in
      defer { index += 1 }
      guard index < states.count, states[index].shape == zero.shape else { return zero }
      return Tensor(states[index].values, shape: zero.shape)
    }
  }
}

extension OptimizerConfiguration {
  /// The optimiser of the tape's side.
  fileprivate var optimizer: any ResumableOptimizer {
    switch rule {
    case .sgd(let momentum, let nesterov):
      SGD(learningRate: 0, momentum: momentum, nesterov: nesterov, weightDecay: weightDecay)
    case .adam(let beta1, let beta2, let epsilon):
      Adam(learningRate: 0, beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: weightDecay)
    case .adamW(let beta1, let beta2, let epsilon):
      AdamW(learningRate: 0, beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: weightDecay)
    }
  }
}
