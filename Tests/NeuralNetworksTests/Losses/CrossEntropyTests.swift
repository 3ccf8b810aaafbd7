import Autograd
import Testing

@testable import NeuralNetworks

struct CrossEntropyTests {
  @Test func equalsPyTorch() throws {
    let golden = try Golden("losses")
    let logits = try golden.tensor("logits").requiringGrad()
    let loss = crossEntropy(logits, targets: try golden.integers("classes"))
    try golden.check(loss, "cross_entropy")
    loss.backward()
    try golden.check(logits.grad, "grad.cross_entropy")
  }

  @Test func oneRowAndStepsByBatchAreRowsToo() {
    var random = SeededGenerator(seed: 2)
    let logits = Tensor.normal([2, 3, 4], mean: 0, standardDeviation: 1, dtype: .float64, using: &random)
    let targets = [3, 0, 1, 1, 2, 0]
    let whole = crossEntropy(logits, targets: targets).item()
    let rows = (0..<6).map { crossEntropy(logits[$0 / 3][$0 % 3], targets: [targets[$0]]).item() }
    #expect(abs(whole - rows.reduce(0, +) / 6) < 1e-14)
  }

  @Test func whatDoesNotFitTraps() async {
    expect(
      "crossEntropy: logits have shape [2, 3], and 1 targets",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = crossEntropy(Tensor.zeros([2, 3]), targets: [0])
      })
    expect(
      "crossEntropy",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = crossEntropy(Tensor.zeros([2, 3]), targets: [0, 3])
      })
  }
}
