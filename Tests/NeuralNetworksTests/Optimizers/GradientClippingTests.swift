import Autograd
import Testing

@testable import NeuralNetworks

struct GradientClippingTests {
  @Test(arguments: ["clipping_tight", "clipping_loose"])
  func equalsPyTorch(_ name: String) throws {
    let golden = try Golden(name)
    let limit = try golden.number("limit")
    let gradients = [try golden.tensor("grad.first"), nil, try golden.tensor("grad.second")]
    let (scaled, norm) = clipped(gradients, toNorm: limit)
    #expect(largestError([norm], try golden.tensor("norm").scalars) < 1e-12)
    try golden.check(scaled[0], "clipped.first")
    #expect(scaled[1] == nil)
    try golden.check(scaled[2], "clipped.second")
  }

  @Test func gradientsOfAModelAreScaledInPlace() throws {
    let model = ModuleTests.Classifier()
    model(Tensor([1], shape: [1], dtype: .float64)).sum().backward()
    let before = model.parameters.compactMap { $0.tensor.requiresGrad ? $0.tensor.grad : nil }
    let norm = model.clipGradients(toNorm: 1)
    let after = model.parameters.compactMap { $0.tensor.requiresGrad ? $0.tensor.grad : nil }
    #expect(norm == gradientNorm(before) && norm > 1)
    #expect(abs(gradientNorm(after) - 1) < 1e-6)
    #expect(zip(before, after).allSatisfy { largestError($1.scalars, ($0 * (1 / (norm + 1e-6))).scalars) < 1e-12 })
  }

  @Test func aLimitThatIsNotPositiveTraps() async {
    expect(
      "the norm's limit is 0.0",
      in: await #expect(processExitsWith: .failure, observing: standardError) { _ = clipped([], toNorm: 0) })
  }
}
