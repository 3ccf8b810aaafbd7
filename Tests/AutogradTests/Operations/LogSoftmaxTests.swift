import Testing

@testable import Autograd

struct LogSoftmaxTests {
  let x = Tensor([[0.5, -1, 2], [3, 0.25, -0.75]], dtype: .float64, requiresGrad: true)
  let weights = Tensor([[1, 2, 3], [4, 5, 6]], dtype: .float64)

  // Expected numbers: torch.logSoftmax(x, axis) and the gradient of (log-softmax · weights).sum().
  @Test(arguments: [
    (
      1,
      [
        -1.7413112966571571, -3.241311296657157, -0.24131129665715703, -0.083831466235782, -2.833831466235782,
        -3.833831466235782,
      ],
      [
        -0.05174235284022016, 1.7653245603758754, -1.7135822075356553, -9.7937933654597, 4.118192292218889,
        5.675601073240814,
      ]
    ),
    (
      0,
      [
        -2.5788897342925496, -1.501929081345373, -0.061967589003198625, -0.07888973429254957, -0.25192908134537295,
        -2.8119675890031988,
      ],
      [
        0.6207090998937823, 0.4410990282228381, -5.459220148433932, -0.6207090998937828, -0.44109902822283753,
        5.459220148433931,
      ]
    ),
  ])
  func valuesAndGradients(axis: Int, values: [Double], gradient: [Double]) throws {
    let y = x.logSoftmax(axis: axis)
    #expect(y.allClose(Tensor(values, shape: [2, 3], dtype: .float64), rtol: 1e-13))
    (y * weights).sum().backward()
    #expect(try #require(x.grad).allClose(Tensor(gradient, shape: [2, 3], dtype: .float64), rtol: 1e-12, atol: 1e-15))
    let single = x.to(.float32).logSoftmax(axis: axis)
    #expect(single.to(.float64).allClose(y, rtol: 1e-6))
  }

  @Test func negativeAxisCountsFromTheLast() {
    #expect(x.logSoftmax(axis: -1).scalars == x.logSoftmax(axis: 1).scalars)
  }

  @Test func greatNumbersDoNotOverflow() {
    #expect(Tensor([1e30, 0], dtype: .float64).logSoftmax(axis: 0).scalars == [0, -1e30])
    #expect(
      Tensor([1e10, 1e10], dtype: .float64).logSoftmax(axis: 0).allClose(
        .full([2], -0.6931471805599453, dtype: .float64), rtol: 1e-15))
    #expect(Tensor([0, -.infinity]).logSoftmax(axis: 0).scalars == [0, -.infinity])
  }

  @Test func middleAxisSizeOneAndEmptyAxes() {
    var generator = SeededGenerator(seed: 1)
    let y = Tensor.normal([2, 3, 4], using: &generator).logSoftmax(axis: 1)
    #expect(y.exp().sum(axis: 1).allClose(.ones([2, 4])))
    #expect(Tensor([[3.0], [-2]]).logSoftmax(axis: 1).scalars == [0, 0])
    #expect(Tensor.zeros([0, 3]).logSoftmax(axis: 1).shape == [0, 3])
    #expect(Tensor.zeros([3, 0]).logSoftmax(axis: 1).shape == [3, 0])
  }

  @Test func noSuchAxis() async {
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([2, 3]).logSoftmax(axis: 2) }
    await #expect(processExitsWith: .failure) { _ = Tensor(1.0).logSoftmax(axis: 0) }
  }
}
