import Autograd
import Testing

@testable import NeuralNetworks

/// The fused layers against the same cells run step by step, in double precision: every result and every gradient.
@Suite struct FusedRecurrenceTests {
  /// A random layer stack with everything that it may have or lack.
  struct Case: Sendable, CustomStringConvertible {
    let steps: Int
    let batch: Int?
    let inputs: Int
    let hidden: Int
    let layers: Int
    let bias: Bool
    let initial: Bool
    let lengths: [Int]?
    let seed: UInt64

    init(seed: UInt64) {
      var random = SeededGenerator(seed: seed)
      let steps = Int.random(in: 1...6, using: &random)
      let batch = [nil, 1, 3, Int.random(in: 2...70, using: &random)].randomElement(using: &random) ?? nil
      self.seed = seed
      self.steps = steps
      self.batch = batch
      inputs = Int.random(in: 1...20, using: &random)
      // One hidden unit has loops of its own.
      hidden = seed % 4 == 0 ? 1 : Int.random(in: 2...40, using: &random)
      layers = Int.random(in: 1...3, using: &random)
      bias = Bool.random(using: &random)
      initial = Bool.random(using: &random)
      let masks = Bool.random(using: &random)
      lengths = masks ? batch.map { (0..<$0).map { _ in Int.random(in: 1...steps, using: &random) } } : nil
    }

    var description: String {
      "seed \(seed): T \(steps), B \(batch ?? 0), D \(inputs), H \(hidden), \(layers) layers, lengths \(lengths ?? [])"
    }
  }

  static let cases = (1...24).map { Case(seed: $0) }

  @Test(arguments: cases) func elmanEqualsItsSteps(_ test: Case) {
    var random = SeededGenerator(seed: test.seed)
    for activation in [Activation.identity, .relu, .tanh, .sigmoid] {
      compare(
        test,
        RNN(
          inputSize: test.inputs, hiddenSize: test.hidden, layers: test.layers, bias: test.bias,
          activation: activation, dtype: .float64, using: &random))
    }
  }

  @Test(arguments: cases) func lstmEqualsItsSteps(_ test: Case) {
    var random = SeededGenerator(seed: test.seed)
    compare(
      test,
      LSTM(
        inputSize: test.inputs, hiddenSize: test.hidden, layers: test.layers, bias: test.bias, dtype: .float64,
        using: &random))
  }

  @Test(arguments: cases) func gruEqualsItsSteps(_ test: Case) {
    var random = SeededGenerator(seed: test.seed)
    compare(
      test,
      GRU(
        inputSize: test.inputs, hiddenSize: test.hidden, layers: test.layers, bias: test.bias, dtype: .float64,
        using: &random))
  }

  /// Outputs, states, and the gradient of a random combination of them with respect to all that went in.
  private func compare<Cell: RecurrentCell>(_ test: Case, _ network: Recurrent<Cell>) {
    var random = SeededGenerator(seed: test.seed &+ 1)
    let x = normal([test.steps] + (test.batch.map { [$0] } ?? []) + [test.inputs], &random).requiringGrad()
    var leaves = [x] + network.parameters.map(\.tensor)
    let initial =
      test.initial
      ? network.zeroStates(batch: test.batch).mapTensors { zeros in
        let leaf = normal(zeros.shape, &random).requiringGrad()
        leaves.append(leaf)
        return leaf
      } : nil

    let fused = network(x, from: initial, lengths: test.lengths)
    var outputs = x
    var states: [Cell.State] = []
    for (index, layer) in network.layers.enumerated() {
      let run = layer.unroll(outputs, from: initial?[index], lengths: test.lengths)
      outputs = run.outputs
      states.append(run.final)
    }
    var pairs = [(fused.outputs, outputs)]
    for (one, other) in zip(tensors(fused.states), tensors(states)) { pairs.append((one, other)) }
    var losses = (Tensor(0, dtype: .float64), Tensor(0, dtype: .float64))
    for (one, other) in pairs {
      expectNear(one, other, test)
      let weights = normal(one.shape, &random)
      losses = (losses.0 + (one * weights).sum(), losses.1 + (other * weights).sum())
    }
    let gradients = (
      gradients(of: losses.0, withRespectTo: leaves), gradients(of: losses.1, withRespectTo: leaves)
    )
    for (one, other) in zip(gradients.0, gradients.1) {
      guard let one, let other else {
        #expect(one == nil && other == nil, "\(test)")
        continue
      }
      expectNear(one, other, test)
    }
  }

  private func tensors(_ states: [some RecurrentState]) -> [Tensor] {
    var tensors: [Tensor] = []
    _ = states.mapTensors { tensor in
      tensors.append(tensor)
      return tensor
    }
    return tensors
  }

  private func normal(_ shape: [Int], _ random: inout SeededGenerator) -> Tensor {
    Tensor.normal(shape, mean: 0, standardDeviation: 1, dtype: .float64, using: &random)
  }

  private func expectNear(_ one: Tensor, _ other: Tensor, _ test: Case) {
    #expect(one.shape == other.shape)
    let scale = max(1, other.scalars.map(abs).max() ?? 0)
    let worst = zip(one.scalars, other.scalars).map { abs($0 - $1) }.max() ?? 0
    #expect(worst <= 1e-12 * scale, "\(test)")
  }

  @Test func itIsOneOperation() throws {
    var random = SeededGenerator(seed: 2)
    let x = normal([4, 2, 3], &random)
    let network = RNN(inputSize: 3, hiddenSize: 5, dtype: .float64, using: &random)
    let outputs = network(x).outputs
    #expect(outputs.operation?.name == "Rnn")
    // What pictures are made of: the same numbers by elementary steps.
    let steps = try #require(outputs.operation?.expansion(of: outputs.operands))
    #expect(largestError(steps.scalars, outputs.scalars) < 1e-13)
    #expect(steps.operation?.name != "Rnn")
  }

  /// One tensor in several places: what each adds to its gradient counts, whichever comes first.
  @Test func aTensorMayBeWeightsAndStateAtOnce() throws {
    var random = SeededGenerator(seed: 5)
    let x = normal([3, 20, 20], &random)
    let shared = normal([20, 20], &random).requiringGrad()
    let cell = ElmanCell(weightIH: shared, weightHH: shared)
    let fused = cell.run(x, from: shared, lengths: nil).outputs.sum()
    let steps = cell.unroll(x, from: shared, lengths: nil).outputs.sum()
    let found = try #require(gradients(of: fused, withRespectTo: [shared])[0])
    let expected = try #require(gradients(of: steps, withRespectTo: [shared])[0])
    #expect((found - expected).abs().max().item() < 1e-12)
  }

  @Test func gradientsAgreeWithDifferences() throws {
    var random = SeededGenerator(seed: 4)
    let x = normal([3, 2, 3], &random)
    let lstm = LSTM(inputSize: 3, hiddenSize: 3, dtype: .float64, using: &random)
    let gru = GRU(inputSize: 3, hiddenSize: 3, dtype: .float64, using: &random)
    try checkGradient(of: { (lstm($0[0], lengths: [3, 2]).outputs * 2).tanh().sum() }, at: [x], order: 2)
    try checkGradient(of: { gru($0[0]).outputs.tanh().sum() }, at: [x])
  }

  /// Derivatives of gradients are those of the steps, with one tensor in two places too.
  @Test func secondDerivativesAreThoseOfTheSteps() throws {
    var random = SeededGenerator(seed: 6)
    let x = normal([3, 2, 4], &random).requiringGrad()
    let weight = (0.3 * normal([4, 4], &random)).detach().requiringGrad()
    let cell = ElmanCell(weightIH: weight, weightHH: weight)
    func second(_ outputs: Tensor) throws -> [Double] {
      let first = gradients(of: (outputs * outputs).sum(), withRespectTo: [weight, x], createGraph: true)
      let norm = try first.reduce(Tensor(0, dtype: .float64)) { sum, gradient in
        let gradient = try #require(gradient)
        return sum + (gradient * gradient).sum()
      }
      return try #require(gradients(of: norm, withRespectTo: [weight])[0]).scalars
    }
    let twice = Recurrent(layers: [cell, cell])
    let fused = try second(twice(x).outputs)
    let steps = try second(cell.unroll(cell.unroll(x).outputs).outputs)
    #expect(largestError(fused, steps) < 1e-11)
    #expect(fused.contains { abs($0) > 1e-3 })
  }

  /// What a picture says of one node: the rule alone, with recording off.
  @Test func partialsWithoutRecording() throws {
    var random = SeededGenerator(seed: 9)
    let x = normal([3, 4], &random).requiringGrad()
    let cell = GRUCell(inputSize: 4, hiddenSize: 3, dtype: .float64, using: &random)
    let outputs = cell.run(x, from: nil, lengths: nil).outputs
    let g = normal(outputs.shape, &random)
    let partials = outputs.operandCotangents(of: g)
    let expected = gradients(of: (outputs * g).sum(), withRespectTo: Array(outputs.operands.prefix(5)))
    for (partial, expected) in zip(partials, expected) {
      #expect(largestError(try #require(partial).scalars, try #require(expected).scalars) < 1e-13)
    }
  }

  /// The number of threads changes no bit of a training step.
  @Test func threadsChangeNothing() {
    let threads = ThreadPool.threads
    defer { ThreadPool.threads = threads }
    let results = (1...3).map { count in
      ThreadPool.threads = count
      var random = SeededGenerator(seed: 1)
      let x = Tensor.normal([5, 64, 130], mean: 0, standardDeviation: 1, using: &random)
      let network = LSTM(inputSize: 130, hiddenSize: 150, layers: 2, using: &random)
      network(x).outputs.sum().backward()
      return network.parameters.map { $0.tensor.grad?.scalars }
    }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }

  @Test func dropoutIsBetweenLayersAndSeeded() {
    var random = SeededGenerator(seed: 11)
    let x = normal([6, 4, 3], &random)
    let network = RNN(inputSize: 3, hiddenSize: 20, layers: 2, dtype: .float64, using: &random)
    func outputs(_ network: RNN, _ dropout: Double, _ seed: UInt64) -> [Double] {
      var random = SeededGenerator(seed: seed)
      return network(x, dropout: dropout, using: &random).outputs.scalars
    }
    #expect(outputs(network, 0.5, 1) == outputs(network, 0.5, 1))
    #expect(outputs(network, 0.5, 1) != outputs(network, 0.5, 2))
    #expect(outputs(network, 0, 1) == network(x).outputs.scalars)
    // A single layer is the last.
    let single = RNN(layers: [network.layers[0]])
    #expect(outputs(single, 0.9, 1) == single(x).outputs.scalars)
    // With the identity above, what is dropped shows as zeros: about half, the rest doubled.
    let eye = ElmanCell(
      weightIH: Tensor.eye(20, dtype: .float64), weightHH: Tensor.zeros([20, 20], dtype: .float64),
      activation: .identity)
    let dropped = outputs(RNN(layers: [network.layers[0], eye]), 0.5, 3)
    let plain = single(x).outputs.scalars
    #expect((180...300).contains(dropped.filter { $0 == 0 }.count))
    #expect(zip(dropped, plain).allSatisfy { $0 == 0 || abs($0 - 2 * $1) < 1e-14 })
  }

  @Test func wrongUseIsExplained() async {
    expect(
      "unroll: lengths [2, 5] for an input of shape [4, 2, 3]; each sequence of a batch (T, B, 3) needs one from 1 to T",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        var random = SeededGenerator(seed: 1)
        _ = GRU(inputSize: 3, hiddenSize: 2, using: &random)(Tensor.zeros([4, 2, 3]), lengths: [2, 5])
      })
    expect(
      "GRUCell: the state has shape [2], and [2, 2] is needed",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        var random = SeededGenerator(seed: 1)
        _ = GRU(inputSize: 3, hiddenSize: 2, using: &random)(Tensor.zeros([4, 2, 3]), from: [Tensor.zeros([2])])
      })
    expect(
      "LSTMCell: dtypes float64 and float32 differ; convert one with to(_:)",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        var random = SeededGenerator(seed: 1)
        _ = LSTM(inputSize: 3, hiddenSize: 2, using: &random)(Tensor.zeros([4, 2, 3], dtype: .float64))
      })
    expect(
      "Recurrent: dropout 1.0; a probability of at least 0 and less than 1 is needed",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        var random = SeededGenerator(seed: 1)
        let network = RNN(inputSize: 3, hiddenSize: 2, using: &random)
        _ = network(Tensor.zeros([4, 3]), dropout: 1, using: &random)
      })
  }
}
