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
}
