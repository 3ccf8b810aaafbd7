import Autograd
import Testing

@testable import NeuralNetworks

struct AdamTests {
  @Test(arguments: Golden.names("optimizer_adam"))
  func equalsPyTorch(_ name: String) throws {
    let golden = try Golden(name)
    let (rate, decay) = (try golden.number("lr"), try golden.number("weight_decay"))
    let (beta1, beta2, epsilon) = (try golden.number("beta1"), try golden.number("beta2"), try golden.number("eps"))
    if golden.settings["kind"] == "AdamW" {
      var optimizer = AdamW(learningRate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: decay)
      try OptimizerTests.compare(golden, &optimizer)
    } else {
      var optimizer = Adam(learningRate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: decay)
      try OptimizerTests.compare(golden, &optimizer)
    }
  }

  @Test func defaultsAreTorchs() {
    #expect(Adam().learningRate == 1e-3 && Adam().weightDecay == 0)
    #expect(AdamW().learningRate == 1e-3 && AdamW().weightDecay == 0.01)
  }

  @Test func settingsThatMakeNoSenseTrap() async {
    expect(
      "Adam: learning rate -1.0",
      in: await #expect(processExitsWith: .failure, observing: standardError) { _ = Adam(learningRate: -1) })
    expect(
      "Adam: beta1 1.0",
      in: await #expect(processExitsWith: .failure, observing: standardError) { _ = Adam(beta1: 1) })
    expect(
      "AdamW: learning rate 0.001, weight decay -1.0",
      in: await #expect(processExitsWith: .failure, observing: standardError) { _ = AdamW(weightDecay: -1) })
  }
}
