import Testing

@testable import Autograd

struct ConcatenateTests {
  let a = Tensor([[1, 2], [3, 4]], requiresGrad: true)
  let b = Tensor([[5], [6]], requiresGrad: true)

  @Test func alongEachAxis() {
    let wide = Tensor.concatenate([a, b, a], axis: 1)
    #expect(wide.shape == [2, 5])
    #expect(wide.scalars == [1, 2, 5, 1, 2, 3, 4, 6, 3, 4])
    #expect(Tensor.concatenate([a, b.T]).scalars == [1, 2, 3, 4, 5, 6])
    #expect(Tensor.concatenate([b, .zeros([2, 0]), b], axis: -1).scalars == [5, 5, 6, 6])
    #expect(Tensor.concatenate([.zeros([0, 2]), a]).scalars == a.scalars)
  }

  @Test func stackMakesANewAxis() {
    let c = Tensor([[10, 20], [30, 40]])
    #expect(Tensor.stack([a, c]).shape == [2, 2, 2])
    #expect(Tensor.stack([a, c]).scalars == [1, 2, 3, 4, 10, 20, 30, 40])
    #expect(Tensor.stack([a, c], axis: 1).scalars == [1, 2, 10, 20, 3, 4, 30, 40])
    #expect(Tensor.stack([a, c], axis: -1).scalars == [1, 10, 2, 20, 3, 30, 4, 40])
    #expect(Tensor.stack([Tensor(1.0), Tensor(2.0)]).scalars == [1, 2])
    #expect(Tensor.stack([Tensor.zeros([0])]).shape == [1, 0])
  }

  @Test func gradientsGoToTheirOperands() throws {
    let weights = Tensor([[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]])
    (Tensor.concatenate([a, b, a], axis: 1) * weights).sum().backward()
    #expect(try #require(a.grad).scalars == [5, 7, 15, 17])
    #expect(try #require(b.grad).scalars == [3, 8])
  }

  @Test(arguments: [0, 1, 2]) func gradientsOfGradients(axis: Int) throws {
    let c = Tensor([[10, 20], [30, 40]])
    let y = Tensor.stack([a, c, a * 2], axis: axis).pow(3).sum() + Tensor.concatenate([a, c], axis: -1).sum()
    let plain = try #require(gradients(of: y, withRespectTo: [a])[0])
    #expect(plain.scalars == a.scalars.map { 27 * $0 * $0 + 1 })
    let first = try #require(gradients(of: y, withRespectTo: [a], createGraph: true)[0])
    #expect(first.scalars == plain.scalars)
    let second = try #require(gradients(of: first.sum(), withRespectTo: [a])[0])
    #expect(second.scalars == a.scalars.map { 54 * $0 })
  }

  @Test func whatDoesNotFit() async {
    await #expect(processExitsWith: .failure) { _ = Tensor.concatenate([]) }
    await #expect(processExitsWith: .failure) {
      _ = Tensor.concatenate([Tensor.zeros([2, 3]), .zeros([3, 3])], axis: 1)
    }
    await #expect(processExitsWith: .failure) { _ = Tensor.concatenate([Tensor.zeros([2]), .zeros([2, 2])]) }
    await #expect(processExitsWith: .failure) {
      _ = Tensor.concatenate([Tensor.zeros([2]), .zeros([2], dtype: .float64)])
    }
    await #expect(processExitsWith: .failure) { _ = Tensor.stack([]) }
    await #expect(processExitsWith: .failure) { _ = Tensor.stack([Tensor.zeros([2]), .zeros([3])]) }
    await #expect(processExitsWith: .failure) { _ = Tensor.stack([Tensor.zeros([2]), .zeros([2])], axis: 2) }
  }
}
