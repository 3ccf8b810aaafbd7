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

  @Test func aWindowOfNoStepsTraps() async {
    expect(
      "unroll: windows of 0 steps",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        var random = SeededGenerator(seed: 1)
        RNN(inputSize: 2, hiddenSize: 3, using: &random).unroll(Tensor.zeros([4, 2]), window: 0) { _, _ in }
      })
  }
}
