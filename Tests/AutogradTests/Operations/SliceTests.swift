import Testing

@testable import Autograd

struct SliceTests {
  let x = Tensor.arange(24, dtype: .float64).reshape([2, 3, 4]).requiringGrad()

  @Test func slicesAlongEachAxis() {
    #expect(x.slice(axis: 0, from: 1).scalars == Array(stride(from: 12.0, to: 24, by: 1)))
    let middle = x.slice(axis: 1, from: 1, to: 3)
    #expect(middle.shape == [2, 2, 4])
    #expect(middle.scalars == [4, 5, 6, 7, 8, 9, 10, 11, 16, 17, 18, 19, 20, 21, 22, 23])
    let steps = x.slice(axis: -1, from: 1, step: 2)
    #expect(steps.shape == [2, 3, 2])
    #expect(steps.scalars == [1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23])
    #expect(x.slice(axis: 2, to: 4, step: 3).scalars == [0, 3, 4, 7, 8, 11, 12, 15, 16, 19, 20, 23])
    #expect(x.slice(axis: 1, from: 3).shape == [2, 0, 4])
  }

  @Test func selectAndSubscripts() {
    #expect(x.select(axis: 1, index: -1).scalars == [8, 9, 10, 11, 20, 21, 22, 23])
    #expect(x[1].shape == [3, 4])
    #expect(x[-1].scalars == x[1].scalars)
    #expect(x[1, 2].scalars == [20, 21, 22, 23])
    #expect(x[0][1, 2].item() == 6)
    #expect(x[1...].shape == [1, 3, 4])
    #expect(x[0..<1].shape == [1, 3, 4])
    #expect(x[...0].scalars == x[0].scalars)
    #expect(Tensor([1, 2, 3])[2].shape == [])
  }

  @Test func splitGivesConsecutiveParts() {
    let parts = x.split([1, 0, 2], axis: 1)
    #expect(parts.map(\.shape) == [[2, 1, 4], [2, 0, 4], [2, 2, 4]])
    #expect(Tensor.concatenate(parts, axis: 1).scalars == x.scalars)
  }

  @Test func gradientsReturnToTheirPlaces() throws {
    let y = x.slice(axis: 2, from: 1, step: 2).pow(2).sum() + x[1, 0].sum()
    y.backward()
    var expected = x.scalars.map { Int($0) % 2 == 1 ? 2 * $0 : 0 }
    for i in 12..<16 { expected[i] += 1 }
    #expect(try #require(x.grad).scalars == expected)
    let recorded = try #require(gradients(of: y, withRespectTo: [x], createGraph: true)[0])
    #expect(recorded.scalars == expected)
    let second = try #require(gradients(of: recorded.pow(2).sum(), withRespectTo: [x])[0])
    #expect(second.scalars == zip(expected, x.scalars).map { Int($1) % 2 == 1 ? 4 * $0 : 0 })
  }

  @Test func whatDoesNotFit() async {
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([2, 3])[2] }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([2, 3])[-3] }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([2, 3])[0, 3] }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([2, 3])[1..<3] }
    await #expect(processExitsWith: .failure) { _ = Tensor(1.0)[0] }
    await #expect(processExitsWith: .failure) { _ = Tensor(1.0)[0...] }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([2, 3]).slice(axis: 1, from: 2, to: 1) }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([2, 3]).slice(axis: 1, step: 0) }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([2, 3]).slice(axis: 2) }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([2, 3]).split([1, 1], axis: 1) }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([2, 3]).split([4, -1], axis: 1) }
  }
}
