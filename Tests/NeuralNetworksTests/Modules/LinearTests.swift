import Autograd
import Testing

@testable import NeuralNetworks

struct LinearTests {
  @Test(arguments: ["linear_bias", "linear_nobias"])
  func equalsPyTorch(_ name: String) throws {
    let golden = try Golden(name)
    let layer = Linear(
      weight: try golden.tensor("weight").requiringGrad(), bias: golden.file.tensor(named: "bias")?.requiringGrad())
    let input = try golden.tensor("input").requiringGrad()
    let output = layer(input)
    try golden.check(output, "output")
    (output * (try golden.tensor("c_output"))).sum().backward()
    try golden.check(input.grad, "grad.input")
    for (name, parameter) in layer.parameters { try golden.check(parameter.grad, "grad.\(name)") }
    // One vector, and a matrix of them, are parts of the same.
    #expect(largestError(layer(input[0]).scalars, output[0].scalars) < 1e-14)
    #expect(largestError(layer(input[1][1]).scalars, output[1][1].scalars) < 1e-14)
  }

  @Test func parametersAreDrawnByTheNumberOfInputs() {
    var random = SeededGenerator(seed: 1)
    let layer = Linear(inputSize: 100, outputSize: 50, using: &random)
    #expect(layer.parameters.map(\.name) == ["weight", "bias"])
    #expect(layer.weight.shape == [50, 100] && layer.bias?.shape == [50])
    let largest = layer.weight.scalars.reduce(0) { max($0, abs($1)) }
    #expect(largest <= 0.1 && largest > 0.09)
    #expect(Linear(inputSize: 2, outputSize: 3, bias: false, using: &random).parameters.map(\.name) == ["weight"])
  }

  @Test func shapesThatDoNotFitTrap() async {
    expect(
      "Linear: the weight has shape [3]",
      in: await #expect(processExitsWith: .failure, observing: standardError) { _ = Linear(weight: Tensor.zeros([3])) })
    expect(
      "Linear: the bias has shape [2]",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = Linear(weight: Tensor.zeros([3, 2]), bias: Tensor.zeros([2]))
      })
    expect(
      "Linear: the input has shape [3]",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = Linear(weight: Tensor.zeros([3, 2]))(Tensor.zeros([3]))
      })
  }
}
