import Autograd
import Testing

@testable import NeuralNetworks

/// Layers with PyTorch's weights against PyTorch: outputs, final states, loss and every gradient.
struct RecurrentTests {
  static let cases = Golden.names("recurrent_")

  @Test func everyKindIsCovered() {
    #expect(Self.cases.count == 33)
  }

  @Test(arguments: cases)
  func equalsPyTorch(_ name: String) throws {
    let golden = try Golden(name)
    switch golden.settings["kind"] {
    case "rnn_tanh": try compare(golden) { try RNN(golden, .tanh) }
    case "rnn_relu": try compare(golden) { try RNN(golden, .relu) }
    case "lstm": try compare(golden) { try LSTM(golden) }
    case "gru": try compare(golden) { try GRU(golden) }
    default: Issue.record("\(name) is of no known kind")
    }
  }

  private func compare<Cell: TorchState>(_ golden: Golden, _ make: () throws -> Recurrent<Cell>) throws {
    let network = try make()
    let tolerance = network.layers[0].weights.weightHH.dtype == .float32 ? 1e-4 : 1e-10
    let input = try golden.tensor("input").requiringGrad()
    let starts = golden.settings["initial"] == "True" ? try Cell.startNames.map { try golden.tensor("\($0)_0") } : nil
    let leaves = starts?.map { $0.requiringGrad() }
    let initial = leaves.map { leaves in network.layers.indices.map { k in Cell.state(leaves.map { $0[k] }) } }

    let (outputs, states) = network(input, from: initial)
    try golden.check(outputs, "output", tolerance: tolerance)
    var loss = (outputs * (try golden.tensor("c_output"))).sum()
    for (part, name) in Cell.startNames.enumerated() {
      let final = Tensor.stack(states.map { Cell.parts($0)[part] }, axis: 0)
      try golden.check(final, "\(name)_n", tolerance: tolerance)
      loss = loss + (final * (try golden.tensor("c_\(name)_n"))).sum()
    }
    try golden.check(loss, "loss", tolerance: tolerance)

    loss.backward()
    try golden.check(input.grad, "grad.input", tolerance: tolerance)
    for (leaf, name) in zip(leaves ?? [], Cell.startNames) {
      try golden.check(leaf.grad, "grad.\(name)_0", tolerance: tolerance)
    }
    for (name, parameter) in network.parameters {
      try golden.check(parameter.grad, "grad.\(name)", tolerance: tolerance)
    }
    #expect(
      golden.file.names.filter { $0.hasPrefix("grad.") }.count == network.parameters.count + 1 + (leaves?.count ?? 0))
  }

  @Test func parametersHaveTorchsNamesOrderShapesAndRange() {
    var random = SeededGenerator(seed: 3)
    let network = LSTM(inputSize: 3, hiddenSize: 16, layers: 2, using: &random)
    #expect(
      network.parameters.map(\.name) == [
        "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", "weight_ih_l1", "weight_hh_l1", "bias_ih_l1",
        "bias_hh_l1",
      ])
    #expect(
      network.parameters.map(\.tensor.shape) == [[64, 3], [64, 16], [64], [64], [64, 16], [64, 16], [64], [64]])
    for (name, parameter) in network.parameters {
      #expect(parameter.requiresGrad && parameter.dtype == .float32)
      let (low, high) = (parameter.scalars.min() ?? 0, parameter.scalars.max() ?? 0)
      #expect(low >= -0.25 && high <= 0.25 && low < -0.15 && high > 0.15, "\(name): \(low) to \(high)")
    }
    #expect(network.parameterCount == 64 * (3 + 16 + 1 + 1 + 16 + 16 + 1 + 1))
    #expect(network.inputSize == 3 && network.hiddenSize == 16)
    #expect(
      GRU(inputSize: 2, hiddenSize: 3, bias: false, using: &random).parameters.map(\.tensor.shape) == [
        [9, 2], [9, 3],
      ])
  }

  @Test func theSameSeedGivesTheSameNetwork() {
    func weights(_ seed: UInt64) -> [[Double]] {
      var random = SeededGenerator(seed: seed)
      return RNN(inputSize: 3, hiddenSize: 4, using: &random).parameters.map(\.tensor.scalars)
    }
    #expect(weights(1) == weights(1))
    #expect(weights(1) != weights(2))
  }

  @Test func stepByStepIsTheSameAsTheWholeSequence() {
    var random = SeededGenerator(seed: 5)
    let network = GRU(inputSize: 3, hiddenSize: 4, layers: 3, dtype: .float64, using: &random)
    let inputs = Tensor.normal([5, 2, 3], mean: 0, standardDeviation: 1, dtype: .float64, using: &random)
    let (outputs, states) = network(inputs)
    var stepStates = network.zeroStates(batch: 2)
    for t in 0..<5 {
      let (output, next) = network.step(inputs[t], from: stepStates)
      stepStates = next
      #expect(largestError(output.scalars, outputs[t].scalars) < 1e-13)
    }
    #expect(zip(states, stepStates).allSatisfy { largestError($0.scalars, $1.scalars) < 1e-13 })
  }

  @Test func aBatchIsItsSequencesSideBySide() {
    var random = SeededGenerator(seed: 6)
    let network = LSTM(inputSize: 3, hiddenSize: 4, layers: 2, dtype: .float64, using: &random)
    let sequences = (0..<3).map { _ in
      Tensor.normal([5, 3], mean: 0, standardDeviation: 1, dtype: .float64, using: &random)
    }
    let batched = network(Tensor.stack(sequences, axis: 1)).outputs
    let single = Tensor.stack(sequences.map { network($0).outputs }, axis: 1)
    #expect(batched.shape == [5, 3, 4] && largestError(batched.scalars, single.scalars) < 1e-13)
  }

  @Test func whatDoesNotFitTraps() async {
    expect(
      "Recurrent: at least one layer",
      in: await #expect(processExitsWith: .failure, observing: standardError) { _ = RNN(layers: []) })
    expect(
      "Recurrent: a layer with 2 inputs stands on one with 3",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        var random = SeededGenerator(seed: 1)
        let cell = GRUCell(inputSize: 2, hiddenSize: 3, using: &random)
        _ = GRU(layers: [cell, cell])
      })
    expect(
      "Recurrent: 1 states for 2 layers",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        var random = SeededGenerator(seed: 1)
        _ = GRU(inputSize: 2, hiddenSize: 3, layers: 2, using: &random)(
          Tensor.zeros([4, 2]), from: [Tensor.zeros([3])])
      })
  }
}

/// How torch stores a cell's state: one tensor of all layers for each part.
protocol TorchState: RecurrentCell {
  static var startNames: [String] { get }
  static func state(_ parts: [Tensor]) -> State
  static func parts(_ state: State) -> [Tensor]
  var weights: RecurrentWeights { get }
}

extension TorchState where State == Tensor {
  static var startNames: [String] { ["h"] }
  static func state(_ parts: [Tensor]) -> Tensor { parts[0] }
  static func parts(_ state: Tensor) -> [Tensor] { [state] }
}

extension ElmanCell: TorchState {}
extension GRUCell: TorchState {}
extension LSTMCell: TorchState {
  static var startNames: [String] { ["h", "c"] }
  static func state(_ parts: [Tensor]) -> LSTMState { LSTMState(h: parts[0], c: parts[1]) }
  static func parts(_ state: LSTMState) -> [Tensor] { [state.h, state.c] }
}

extension Golden {
  /// Layer k's weights as leaves.
  func leaf(_ name: String, _ layer: Int) -> Tensor? {
    file.tensor(named: "\(name)_l\(layer)")?.requiringGrad()
  }

  func layers<Cell>(_ make: (_ ih: Tensor, _ hh: Tensor, _ k: Int) -> Cell) throws -> [Cell] {
    try (0..<Int(number("layers"))).map { k in
      make(try #require(leaf("weight_ih", k)), try #require(leaf("weight_hh", k)), k)
    }
  }
}

extension Recurrent where Cell == ElmanCell {
  init(_ golden: Golden, _ activation: Activation) throws {
    self.init(
      layers: try golden.layers { ih, hh, k in
        ElmanCell(
          weightIH: ih, weightHH: hh, biasIH: golden.leaf("bias_ih", k), biasHH: golden.leaf("bias_hh", k),
          activation: activation)
      })
  }
}

extension Recurrent where Cell == LSTMCell {
  init(_ golden: Golden) throws {
    self.init(
      layers: try golden.layers { ih, hh, k in
        LSTMCell(
          weightIH: ih, weightHH: hh, biasIH: golden.leaf("bias_ih", k), biasHH: golden.leaf("bias_hh", k))
      })
  }
}

extension Recurrent where Cell == GRUCell {
  init(_ golden: Golden) throws {
    self.init(
      layers: try golden.layers { ih, hh, k in
        GRUCell(weightIH: ih, weightHH: hh, biasIH: golden.leaf("bias_ih", k), biasHH: golden.leaf("bias_hh", k))
      })
  }
}
