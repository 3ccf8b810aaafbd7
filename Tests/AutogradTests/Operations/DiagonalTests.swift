import Testing

@testable import Autograd

struct DiagonalTests {
  @Test func bothWays() {
    #expect(Tensor.diag([1, 2]).scalars == [1, 0, 0, 2])
    #expect(Tensor.diag(Tensor([[1, 2], [3, 4]])).scalars == [1, 4])
    #expect(Tensor([[1, 2, 3], [4, 5, 6]]).diag().scalars == [1, 5])
    #expect(Tensor([[1, 2], [3, 4], [5, 6]]).diag().scalars == [1, 4])
    #expect(Tensor.zeros([0]).diag().shape == [0, 0])
    #expect(Tensor.zeros([0, 3]).diag().shape == [0])
    #expect(Tensor([7]).diag().shape == [1, 1])
  }

  @Test func gradients() throws {
    let v = Tensor([1, 2], requiresGrad: true)
    (v.diag() * Tensor([[3, 4], [5, 6]])).sum().backward()
    #expect(try #require(v.grad).scalars == [3, 6])
    let m = Tensor([[1, 2, 3], [4, 5, 6]], requiresGrad: true)
    (m.diag() * Tensor([7, 8])).sum().backward()
    #expect(try #require(m.grad).scalars == [7, 0, 0, 0, 8, 0])
  }

  @Test func onlyVectorsAndMatrices() async {
    await #expect(processExitsWith: .failure) { _ = Tensor(1.0).diag() }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([1, 1, 1]).diag() }
  }
}
