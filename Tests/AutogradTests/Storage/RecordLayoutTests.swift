import Testing

@testable import Autograd

struct RecordLayoutTests {
  /// Whether a tensor's elements begin with a line of the caches.
  private func isAligned(_ tensor: Tensor) -> Bool { UInt(bitPattern: tensor.node.data) % 64 == 0 }

  @Test(arguments: [DType.float32, .float64], [1025, 2003, 40_000])
  func largeTensorsBeginWithALine(dtype: DType, count: Int) {
    // Blocks of other sizes between them, so that the memory's own alignment does not help by chance.
    var kept: [Tensor] = []
    for padding in 1..<20 {
      kept.append(.zeros([padding], dtype: dtype))
      let x = Tensor.ones([count], dtype: dtype).requiringGrad()
      let y = x * 2
      let z = (y + x).reshape([1, count])
      z.sum().backward()
      kept += [x, y, z, x.grad ?? z]
      #expect([x, y, z].allSatisfy(isAligned) && x.grad.map(isAligned) == true)
      #expect(x.grad?.scalars == [Double](repeating: 3, count: count))
    }
  }

  @Test func smallTensorsTakeNoMoreThanTheyNeed() {
    func total(_ count: Int) -> Int {
      Dims([count]).withForm {
        RecordLayout(operandCount: 0, $0, fieldBytes: 0, dataBytes: 4 * count, dataAlignment: 4).total
      }
    }
    #expect(total(1024) - total(2) == 4 * 1022)
    #expect(total(1026) - total(1024) == 8 + 64)
  }
}
