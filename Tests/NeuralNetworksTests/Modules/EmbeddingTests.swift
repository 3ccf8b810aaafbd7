import Autograd
import Testing

@testable import NeuralNetworks

struct EmbeddingTests {
  @Test func equalsPyTorch() throws {
    let golden = try Golden("embedding")
    let layer = Embedding(weight: try golden.tensor("weight").requiringGrad())
    let output = layer(try golden.integers("tokens"))
    try golden.check(output, "output")
    (output * (try golden.tensor("c_output"))).sum().backward()
    try golden.check(layer.weight.grad, "grad.weight")
  }

  @Test func aBatchOfTokensGivesStepsByBatchBySize() {
    let layer = Embedding(weight: Tensor([0, 1, 2, 3, 4, 5], shape: [3, 2], dtype: .float64))
    let rows = layer([[0, 2], [1, 1], [2, 0]])
    #expect(rows.shape == [3, 2, 2] && rows.scalars == [0, 1, 4, 5, 2, 3, 2, 3, 4, 5, 0, 1])
  }

  @Test func rowsAreDrawnFromTheNormalDistribution() {
    var random = SeededGenerator(seed: 1)
    let layer = Embedding(count: 100, size: 50, using: &random)
    #expect(layer.parameters.map(\.name) == ["weight"] && layer.weight.shape == [100, 50] && layer.weight.requiresGrad)
    let scalars = layer.weight.scalars
    let mean = scalars.reduce(0, +) / 5000
    let variance = scalars.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 5000
    #expect(abs(mean) < 0.06 && abs(variance - 1) < 0.1)
  }

  @Test func whatDoesNotFitTraps() async {
    expect(
      "rows",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = Embedding(weight: Tensor.zeros([3, 2]))([3])
      })
    expect(
      "rows",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = Embedding(weight: Tensor.zeros([3, 2]))([-1])
      })
    expect(
      "Embedding: steps have [2, 1] tokens",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = Embedding(weight: Tensor.zeros([3, 2]))([[0, 1], [1]])
      })
    expect(
      "Embedding: the weight has shape [3]",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = Embedding(weight: Tensor.zeros([3]))
      })
  }
}
