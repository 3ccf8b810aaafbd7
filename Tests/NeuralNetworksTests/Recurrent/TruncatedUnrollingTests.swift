import Autograd
import Testing

@testable import NeuralNetworks

struct TruncatedUnrollingTests {
  @Test(arguments: ["truncated_rnn_tanh", "truncated_lstm", "truncated_gru"])
  func equalsPyTorch(_ name: String) throws {
    let golden = try Golden(name)
    switch golden.settings["kind"] {
    case "rnn_tanh": try compare(golden, try RNN(golden, .tanh))
    case "lstm": try compare(golden, try LSTM(golden))
    default: try compare(golden, try GRU(golden))
    }
  }

  private func compare<Cell>(_ golden: Golden, _ network: Recurrent<Cell>) throws {
    let input = try golden.tensor("input").requiringGrad()
    let cotangent = try golden.tensor("c_output")
    var outputs: [Tensor] = []
    var windows: [Range<Int>] = []
    network.unroll(input, window: Int(try golden.number("window"))) { steps, output in
      windows.append(steps)
      outputs += steps.indices.map { output[$0 - steps.lowerBound].detach() }
      (output * cotangent[steps]).sum().backward()
    }
    #expect(windows == [0..<3, 3..<6, 6..<7])
    try golden.check(Tensor.stack(outputs, axis: 0), "output")
    try golden.check(input.grad, "grad.input")
    for (name, parameter) in network.parameters { try golden.check(parameter.grad, "grad.\(name)") }
  }

  @Test func aWindowAsLongAsTheSequenceTruncatesNothing() {
    var random = SeededGenerator(seed: 8)
    let network = RNN(inputSize: 2, hiddenSize: 3, dtype: .float64, using: &random)
    let inputs = Tensor.normal([4, 2], mean: 0, standardDeviation: 1, dtype: .float64, using: &random)
    let (outputs, states) = network(inputs)
    let last = network.unroll(inputs, window: 9) { steps, windowed in
      #expect(steps == 0..<4 && windowed.scalars == outputs.scalars)
    }
    #expect(last[0].scalars == states[0].scalars && !last[0].requiresGrad)
  }

  /// Where the reach covers all that came before, no gradient is lost: the windows' add up to the sequence's.
  @Test(arguments: [1, 2, 3, 7]) func aReachBackToTheBeginningTruncatesNothing(window: Int) {
    var random = SeededGenerator(seed: 8)
    let network = GRU(inputSize: 2, hiddenSize: 3, layers: 2, dtype: .float64, using: &random)
    func input() -> Tensor {
      var random = SeededGenerator(seed: 9)
      return Tensor.normal([7, 2, 2], mean: 0, standardDeviation: 1, dtype: .float64, using: &random).requiringGrad()
    }
    let (whole, pieces) = (input(), input())
    let (outputs, states) = network(whole)
    outputs.pow(3).sum().backward()
    var seen: [Range<Int>] = []
    let last = network.unroll(pieces, window: window, reach: 7 + window) { steps, outputs in
      seen.append(steps)
      #expect(outputs.shape == [steps.count, 2, 3])
      outputs.pow(3).sum().backward()
    }
    #expect(seen.flatMap(\.self) == Array(0..<7))
    #expect(zip(whole.grad?.scalars ?? [], pieces.grad?.scalars ?? [1]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(zip(last[1].scalars, states[1].scalars).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  /// Each window's gradient is that of its own steps and so many before them.
  @Test func gradientsEndWhereTheReachDoes() {
    var random = SeededGenerator(seed: 8)
    let network = RNN(inputSize: 2, hiddenSize: 3, dtype: .float64, using: &random)
    let inputs = Tensor.normal([8, 2], mean: 0, standardDeviation: 1, dtype: .float64, using: &random)
    network.unroll(inputs, window: 2, reach: 5) { steps, outputs in
      let found = gradients(of: outputs.pow(2).sum(), withRespectTo: network.parameters.map(\.tensor))
      let first = max(0, steps.lowerBound - 3)
      let before = first == 0 ? nil : network(inputs[0..<first]).states.detach()
      let expected = gradients(
        of: network(inputs[first..<steps.upperBound], from: before).outputs[(steps.lowerBound - first)...].pow(2).sum(),
        withRespectTo: network.parameters.map(\.tensor))
      for (one, other) in zip(found, expected) {
        #expect(one != nil && zip(one?.scalars ?? [], other?.scalars ?? []).allSatisfy { abs($0 - $1) < 1e-12 })
      }
    }
  }

  @Test func aReachOfLessThanAWindowTraps() async {
    expect(
      "unroll: a reach of 2 steps for windows of 3; at least as many are needed",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        var random = SeededGenerator(seed: 1)
        RNN(inputSize: 2, hiddenSize: 3, using: &random).unroll(Tensor.zeros([4, 2]), window: 3, reach: 2) { _, _ in }
      })
  }

  @Test func aWindowOfNoStepsTraps() async {
    expect(
      "unroll: windows of 0 steps",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        var random = SeededGenerator(seed: 1)
        RNN(inputSize: 2, hiddenSize: 3, using: &random).unroll(Tensor.zeros([4, 2]), window: 0) { _, _ in }
      })
  }
}
