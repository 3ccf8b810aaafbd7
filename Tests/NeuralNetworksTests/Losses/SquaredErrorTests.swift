import Autograd
import Testing

@testable import NeuralNetworks

struct SquaredErrorTests {
  @Test func equalsPyTorch() throws {
    let golden = try Golden("losses")
    let target = try golden.tensor("target")
    for (name, loss) in [("mse", meanSquaredError), ("sse", summedSquaredError)] {
      let prediction = try golden.tensor("prediction").requiringGrad()
      let value = loss(prediction, target)
      try golden.check(value, name)
      value.backward()
      try golden.check(prediction.grad, "grad.\(name)")
    }
  }

  @Test func shapesMustBeTheSame() async {
    expect(
      "meanSquaredError: predictions have shape [2, 1] and targets [2]",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = meanSquaredError(Tensor.zeros([2, 1]), Tensor.zeros([2]))
      })
    expect(
      "summedSquaredError: predictions have shape [2] and targets []",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = summedSquaredError(Tensor.zeros([2]), Tensor.zeros([]))
      })
  }
}
