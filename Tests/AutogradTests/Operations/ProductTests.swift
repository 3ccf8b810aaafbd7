import Testing

@testable import Autograd

struct ProductTests {
  let x = Tensor([[2, -3, 0.5], [0, 4, -1], [0, 0, 3]], dtype: .float64, requiresGrad: true)

  // Expected numbers: torch.prod, the gradient g of a sum weighted with 1, 2, 3, … and the gradient of Σ g².
  @Test(
    arguments: zip(
      [0, 1],
      [
        (
          [0, 0, -1.5], [0, 0, -9, 0, 0, 4.5, 0, -24, -1.5], [0, -384, 90, 0, 288, -166.5, 0, 0, 67.5]
        ),
        (
          [-3, 0, 0], [-1.5, 1, -6, -8, 0, 0, 0, 0, 0], [37, -25.5, 13, 0, 32, -128, 0, 0, 0]
        ),
      ] as [([Double], [Double], [Double])]))
  func alongAnAxis(axis: Int, expected: ([Double], [Double], [Double])) throws {
    let y = x.prod(axis: axis)
    #expect(y.scalars == expected.0)
    let sum = (y * Tensor([1, 2, 3], dtype: .float64)).sum()
    #expect(try #require(gradients(of: sum, withRespectTo: [x])[0]).scalars == expected.1)
    let first = try #require(gradients(of: sum, withRespectTo: [x], createGraph: true)[0])
    #expect(first.scalars == expected.1)
    let second = try #require(gradients(of: first.pow(2).sum(), withRespectTo: [x])[0])
    #expect(second.allClose(Tensor(expected.2, shape: [3, 3], dtype: .float64), rtol: 1e-14))
  }

  @Test func ofAllElements() throws {
    let v = Tensor([0, 2, -3], dtype: .float64, requiresGrad: true)
    v.prod().backward()
    #expect(try #require(v.grad).scalars == [-6, 0, 0])
    #expect(x.prod().item() == 0)
    #expect(Tensor(5.0).prod().item() == 5)
    #expect(Tensor.zeros([0]).prod().item() == 1)
  }

  @Test func shapes() {
    let t = Tensor.arange(1, 9).reshape([2, 2, 2])
    #expect(t.prod(axes: [0, -1]).scalars == [60, 672])
    #expect(t.prod(axis: 0, keepDim: true).shape == [1, 2, 2])
    #expect(t.prod(axes: []).scalars == t.scalars)
    #expect(Tensor.zeros([2, 0]).prod(axis: 1).scalars == [1, 1])
    #expect(Tensor.zeros([0, 2]).prod(axis: 1).shape == [0])
  }

  @Test func emptyAndSingleRowsHaveGradients() throws {
    let empty = Tensor.zeros([2, 0], dtype: .float64).requiringGrad()
    for createGraph in [false, true] {
      let g = gradients(of: empty.prod(axis: 1).sum(), withRespectTo: [empty], createGraph: createGraph)
      #expect(try #require(g[0]).shape == [2, 0])
    }
    let single = Tensor([[0], [3]], dtype: .float64, requiresGrad: true)
    let g = gradients(of: single.prod(axis: 1).sum(), withRespectTo: [single], createGraph: true)
    #expect(try #require(g[0]).scalars == [1, 1])
  }

  @Test func noSuchAxis() async {
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([2, 3]).prod(axis: 2) }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([2, 3]).prod(axes: [0, 0]) }
  }
}
