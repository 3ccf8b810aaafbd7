import Testing

@testable import Autograd

struct PositionTests {
  @Test func ofAllElements() {
    let x = Tensor([[1, 7, 3], [7, 0, 0]])
    #expect(x.argmax() == 1)
    #expect(x.argmin() == 4)
    #expect(Tensor([1, .nan, 3, .nan]).argmax() == 1)
    #expect(Tensor([1, .nan, 3], dtype: .float64).argmin() == 1)
    #expect(Tensor(2.0).argmax() == 0)
  }

  @Test func alongAnAxis() {
    let x = Tensor([[1, 7, 3], [7, 0, 0]])
    #expect(x.argmax(axis: 1) == [1, 0])
    #expect(x.argmax(axis: -2) == [1, 0, 0])
    #expect(x.argmin(axis: 1) == [0, 1])
    #expect(Tensor.arange(12).reshape([2, 3, 2]).argmax(axis: 1) == [2, 2, 2, 2])
    #expect(Tensor.zeros([0, 3]).argmax(axis: 1) == [])
  }

  @Test func whatDoesNotFit() async {
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([0]).argmax() }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([2, 0]).argmin(axis: 1) }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([2, 3]).argmax(axis: 2) }
  }
}
