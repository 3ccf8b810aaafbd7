import Testing

@testable import Autograd

struct MeanTests {
  let x = Tensor([[1, 2, 6], [4, 5, 0]], dtype: .float64, requiresGrad: true)

  @Test func alongAxes() {
    #expect(x.mean().item() == 3)
    #expect(x.mean(axis: 0).scalars == [2.5, 3.5, 3])
    #expect(x.mean(axis: -1, keepDim: true).shape == [2, 1])
    #expect(x.mean(axes: [0, 1]).shape == [])
    #expect(Tensor.zeros([0]).mean().item().isNaN)
    #expect(Tensor.zeros([0, 2]).mean(axis: 1).shape == [0])
  }

  @Test func gradient() throws {
    (x.mean(axis: 1) * Tensor([3, 6], dtype: .float64)).sum().backward()
    #expect(try #require(x.grad).scalars == [1, 1, 1, 2, 2, 2])
  }

  @Test func noSuchAxis() async {
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([2, 3]).mean(axis: 2) }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([2, 3]).mean(axes: [0, -2]) }
  }
}
