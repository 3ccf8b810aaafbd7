import Testing

@testable import Autograd

struct IndicesTests {
  @Test func indicesReadAsNumbersAndNeedNoGradient() {
    let indices = Tensor.indices([3, 1, 2])
    #expect(indices.scalars == [3, 1, 2])
    #expect(Tensor.indices([1 << 40]).item() == 0x1p40)
    #expect(Tensor.indices([]).shape == [0])
    #expect(!indices.requiresGrad)
    #expect(indices.withIndices { Array($0) } == [3, 1, 2])
  }

  @Test func trapsSayWhatWouldFit() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([3, 2]).rows([1, 3])
    }
    let said = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(said.contains("rows: index 3 is out of range for axis 0 of shape (3, 2) (0 to 2 would fit)"))
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([0, 2]).rows([0]) }
  }
}
