import Testing

@testable import Autograd

struct GatherTests {
  let table = Tensor([[1, 2], [3, 4], [5, 6]], dtype: .float64, requiresGrad: true)

  @Test func rowsByNumber() throws {
    let rows = table.rows([2, 0, 2])
    #expect(rows.shape == [3, 2])
    #expect(rows.scalars == [5, 6, 1, 2, 5, 6])
    (rows * Tensor([[1, 10], [2, 20], [3, 30]], dtype: .float64)).sum().backward()
    #expect(try #require(table.grad).scalars == [2, 20, 0, 0, 4, 40])
  }

  @Test func rowsOfVectorsAndOfBlocks() {
    #expect(Tensor([7, 8, 9]).rows([1, 1]).scalars == [8, 8])
    let blocks = Tensor.arange(12).reshape([3, 2, 2]).rows([2])
    #expect(blocks.shape == [1, 2, 2])
    #expect(blocks.scalars == [8, 9, 10, 11])
    #expect(table.rows([]).shape == [0, 2])
    #expect(Tensor.zeros([3, 0]).rows([1, 2]).shape == [2, 0])
  }

  // Expected numbers: torch.gather.
  @Test func gatherAlongEachAxis() throws {
    let picked = table.gather(axis: 1, indices: [1, 0, 1])
    #expect(picked.shape == [3, 1])
    #expect(picked.scalars == [2, 3, 6])
    let two = table.gather(axis: 0, indices: [2, 0, 1, 1])
    #expect(two.shape == [2, 2])
    #expect(two.scalars == [5, 2, 3, 4])
    (two * two).sum().backward()
    #expect(try #require(table.grad).scalars == [0, 4, 6, 8, 10, 0])
    let wide = Tensor.arange(12).reshape([2, 3, 2]).gather(axis: -2, indices: [2, 0, 1, 1])
    #expect(wide.shape == [2, 1, 2])
    #expect(wide.scalars == [4, 1, 8, 9])
  }

  @Test func gradientsCanBeDifferentiated() throws {
    let y = table.rows([1, 1, 0]).pow(3).sum()
    let first = try #require(gradients(of: y, withRespectTo: [table], createGraph: true)[0])
    #expect(first.scalars == [3, 12, 54, 96, 0, 0])
    let second = try #require(gradients(of: first.sum(), withRespectTo: [table])[0])
    #expect(second.scalars == [6, 12, 36, 48, 0, 0])
  }

  @Test func whatDoesNotFit() async {
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([3, 2]).rows([3]) }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([3, 2]).rows([-1]) }
    await #expect(processExitsWith: .failure) { _ = Tensor(1.0).rows([0]) }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([3, 2]).gather(axis: 1, indices: [0, 2, 0]) }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([3, 2]).gather(axis: 1, indices: [0, 1]) }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([3, 2]).gather(axis: 2, indices: [0, 1, 0]) }
  }
}
