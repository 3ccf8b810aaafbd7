import Testing

@testable import Autograd

struct ExtremumTests {
  let x = Tensor([[1, 5, 5], [-2, 0, 5]], dtype: .float64, requiresGrad: true)

  private func gradient(_ y: Tensor) throws -> [Double] {
    let weights = Tensor.arange(1, Double(y.count + 1), dtype: .float64).reshape(y.shape)
    return try #require(gradients(of: (y * weights).sum(), withRespectTo: [x])[0]).scalars
  }

  // Expected numbers: torch.amax and torch.amin, and gradients of a sum weighted with 1, 2, 3, ….
  @Test func greatest() throws {
    #expect(x.max().item() == 5)
    #expect(try gradient(x.max()) == [0, 1.0 / 3, 1.0 / 3, 0, 0, 1.0 / 3])
    #expect(x.max(axis: 0).scalars == [1, 5, 5])
    #expect(try gradient(x.max(axis: 0)) == [1, 2, 1.5, 0, 0, 1.5])
    #expect(x.max(axis: -1).scalars == [5, 5])
    #expect(try gradient(x.max(axis: 1)) == [0, 0.5, 0.5, 0, 0, 2])
    #expect(x.max(axis: 1, keepDim: true).shape == [2, 1])
    #expect(try gradient(x.max(axis: 1, keepDim: true)) == [0, 0.5, 0.5, 0, 0, 2])
  }

  @Test func least() throws {
    #expect(x.min(axis: 1).scalars == [1, -2])
    #expect(try gradient(x.min(axis: 1)) == [1, 0, 0, 2, 0, 0])
    #expect(x.min(axes: [0, 1]).item() == -2)
    #expect(try gradient(x.min()) == [0, 0, 0, 1, 0, 0])
  }

  @Test func edges() {
    #expect(Tensor(3.0).max().item() == 3)
    #expect(Tensor([1, .nan, 3]).max().item().isNaN)
    #expect(Tensor([1, .nan, 3]).min().item().isNaN)
    #expect(Tensor([-.infinity]).max().item() == -.infinity)
    #expect(Tensor.zeros([0, 3]).max(axis: 1).shape == [0])
    #expect(Tensor.arange(24).reshape([2, 3, 4]).max(axes: [0, 2]).scalars == [15, 19, 23])
  }

  @Test func whatDoesNotFit() async {
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([0]).max() }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([0, 3]).min(axis: 0) }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([2, 3]).max(axis: 2) }
  }
}
