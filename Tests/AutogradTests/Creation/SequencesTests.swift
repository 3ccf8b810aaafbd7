import Testing

@testable import Autograd

struct SequencesTests {
  @Test func arange() {
    #expect(Tensor.arange(4).scalars == [0, 1, 2, 3])
    #expect(Tensor.arange(1, 2.5, 0.5).scalars == [1, 1.5, 2])
    #expect(Tensor.arange(3, 0, -1).scalars == [3, 2, 1])
    #expect(Tensor.arange(0).shape == [0])
  }

  @Test func linspaceMeetsBothEnds() {
    #expect(Tensor.linspace(0, 1, 5).scalars == [0, 0.25, 0.5, 0.75, 1])
    let thirds = Tensor.linspace(-0.1, 0.7, 4, dtype: .float64).scalars
    #expect(thirds.first == -0.1 && thirds.last == 0.7)
    #expect(Tensor.linspace(3, 9, 1).scalars == [3])
    #expect(Tensor.linspace(3, 9, 0).shape == [0])
  }

  @Test func eye() {
    #expect(Tensor.eye(2, dtype: .float64).scalars == [1, 0, 0, 1])
    #expect(Tensor.eye(0).shape == [0, 0])
  }

  @Test func whatDoesNotFit() async {
    await #expect(processExitsWith: .failure) { _ = Tensor.arange(0, 1, -1) }
    await #expect(processExitsWith: .failure) { _ = Tensor.arange(0, 1, 0) }
    await #expect(processExitsWith: .failure) { _ = Tensor.linspace(0, 1, -1) }
    await #expect(processExitsWith: .failure) { _ = Tensor.eye(-1) }
  }
}
