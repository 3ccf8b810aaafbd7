import Testing

@testable import Autograd

struct SoftmaxTests {
  let x = Tensor([[0.5, -1, 2], [3, 0.25, -0.75]], dtype: .float64, requiresGrad: true)
  let weights = Tensor([[1, 2, 3], [4, 5, 6]], dtype: .float64)

  // Expected numbers: torch.softmax(x, axis) and the gradient of (softmax · weights).sum().
  @Test(arguments: [
    (
      1,
      [
        0.1752903921400367, 0.039112573270687456, 0.7855970345892759, 0.9195862243639801, 0.05878718051874077,
        0.021626595117279053,
      ],
      [
        -0.28227128282063296, -0.02387066327038312, 0.30614194609101614, -0.0938349192737268, 0.05278851482306735,
        0.04104640445065947,
      ]
    ),
    (
      0,
      [
        0.07585818002124356, 0.22270013882530884, 0.9399133498259924, 0.9241418199787566, 0.7772998611746911,
        0.06008665017400762,
      ],
      [
        -0.21031114963532452, -0.5193143609774911, -0.1694287339346221, 0.2103111496353242, 0.519314360977491,
        0.16942873393462216,
      ]
    ),
  ])
  func valuesAndGradients(axis: Int, values: [Double], gradient: [Double]) throws {
    let y = x.softmax(axis: axis)
    #expect(y.allClose(Tensor(values, shape: [2, 3], dtype: .float64), rtol: 1e-13))
    (y * weights).sum().backward()
    #expect(try #require(x.grad).allClose(Tensor(gradient, shape: [2, 3], dtype: .float64), rtol: 1e-12, atol: 1e-15))
    let single = x.to(.float32).softmax(axis: axis)
    #expect(single.to(.float64).allClose(y, rtol: 1e-6))
  }

  @Test func negativeAxisCountsFromTheLast() { #expect(x.softmax(axis: -1).scalars == x.softmax(axis: 1).scalars) }

  @Test func greatNumbersDoNotOverflow() {
    #expect(Tensor([1000, 1000], dtype: .float32).softmax(axis: 0).scalars == [0.5, 0.5])
    #expect(Tensor([0, -.infinity]).softmax(axis: 0).scalars == [1, 0])
  }

  @Test func middleAxisSizeOneAndEmptyAxes() {
    var generator = SeededGenerator(seed: 1)
    let y = Tensor.normal([2, 3, 4], using: &generator).softmax(axis: 1)
    #expect(y.sum(axis: 1).allClose(.ones([2, 4])))
    #expect(Tensor([[3.0], [-2]]).softmax(axis: 1).scalars == [1, 1])
    #expect(Tensor.zeros([0, 3]).softmax(axis: 1).shape == [0, 3])
    #expect(Tensor.zeros([3, 0]).softmax(axis: 1).shape == [3, 0])
  }

  @Test func noSuchAxis() async {
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([2, 3]).softmax(axis: 2) }
    await #expect(processExitsWith: .failure) { _ = Tensor(1.0).softmax(axis: 0) }
  }
}
