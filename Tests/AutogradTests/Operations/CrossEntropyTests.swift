import Testing

@testable import Autograd

struct CrossEntropyTests {
  let logits = Tensor([[0.5, -1, 2], [3, 0.25, -0.75]], dtype: .float64, requiresGrad: true)

  // Expected numbers: torch.nn.functional.cross_entropy.
  @Test func valueAndGradient() throws {
    let loss = logits.crossEntropy(targets: [2, 1])
    #expect(loss.shape == [])
    #expect(abs(loss.item() - 1.5375713814464695) < 1e-14)
    let expected = Tensor(
      [
        0.08764519607001835, 0.019556286635343725, -0.10720148270536206, 0.45979311218199004, -0.4706064097406296,
        0.010813297558639528,
      ], shape: [2, 3], dtype: .float64)
    loss.backward()
    #expect(try #require(logits.grad).allClose(expected, rtol: 1e-13))
    let recorded = try #require(gradients(of: loss, withRespectTo: [logits], createGraph: true)[0])
    #expect(recorded.allClose(expected, rtol: 1e-13))
  }

  @Test func theCotangentScalesTheGradient() throws {
    let loss = 3 * logits.crossEntropy(targets: [0, 0])
    let slow = -3 * logits.logSoftmax(axis: 1).gather(axis: 1, indices: [0, 0]).mean()
    #expect(loss.allClose(slow, rtol: 1e-14))
    let (a, b) = (gradients(of: loss, withRespectTo: [logits])[0], gradients(of: slow, withRespectTo: [logits])[0])
    #expect(try #require(a).allClose(try #require(b), rtol: 1e-13))
  }

  @Test func secondDerivativeIsThatOfTheComposition() throws {
    func second(_ loss: Tensor) throws -> Tensor {
      let first = try #require(gradients(of: loss, withRespectTo: [logits], createGraph: true)[0])
      return try #require(gradients(of: first.pow(2).sum(), withRespectTo: [logits])[0])
    }
    let fused = try second(logits.crossEntropy(targets: [1, 2]))
    let slow = try second(-logits.logSoftmax(axis: 1).gather(axis: 1, indices: [1, 2]).mean())
    #expect(fused.allClose(slow, rtol: 1e-12))
  }

  @Test func theExpansionIsTheSameStepByStep() throws {
    let loss = logits.crossEntropy(targets: [2, 1])
    let steps = try #require(loss.operation?.expansion(of: loss.operands))
    #expect(steps.operation != nil && steps.operation?.expansion(of: steps.operands) == nil)
    #expect(steps.allClose(loss, rtol: 1e-14))
    let both = [loss, steps].compactMap { gradients(of: $0, withRespectTo: [logits])[0] }
    #expect(both.count == 2 && both[0].allClose(both[1], rtol: 1e-13))
  }

  @Test func singlePrecisionAndGreatLogits() {
    let loss = logits.to(.float32).crossEntropy(targets: [2, 1])
    #expect(loss.dtype == .float32)
    #expect(abs(loss.item() - 1.5375713814464695) < 1e-6)
    #expect(Tensor([[1e4, 0.0]]).crossEntropy(targets: [1]).item() == 1e4)
    #expect(Tensor.zeros([0, 3]).crossEntropy(targets: []).item().isNaN)
  }

  @Test func whatDoesNotFit() async {
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([2, 3]).crossEntropy(targets: [0]) }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([3]).crossEntropy(targets: [0, 0, 0]) }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([1, 3]).crossEntropy(targets: [3]) }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([1, 3]).crossEntropy(targets: [-1]) }
  }
}
