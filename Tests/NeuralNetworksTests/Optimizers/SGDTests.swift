import Autograd
import Testing

@testable import NeuralNetworks

struct SGDTests {
  @Test(arguments: Golden.names("optimizer_sgd"))
  func equalsPyTorch(_ name: String) throws {
    let golden = try Golden(name)
    var optimizer = SGD(
      learningRate: try golden.number("lr"), momentum: try golden.number("momentum"),
      dampening: try golden.number("dampening"), nesterov: golden.settings["nesterov"] == "True",
      weightDecay: try golden.number("weight_decay"))
    try OptimizerTests.compare(golden, &optimizer)
  }

  @Test func settingsThatMakeNoSenseTrap() async {
    expect(
      "SGD: learning rate -1.0",
      in: await #expect(processExitsWith: .failure, observing: standardError) { _ = SGD(learningRate: -1) })
    expect(
      "Nesterov",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = SGD(learningRate: 1, nesterov: true)
      })
    expect(
      "momentum -0.5",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = SGD(learningRate: 1, momentum: -0.5)
      })
  }
}
