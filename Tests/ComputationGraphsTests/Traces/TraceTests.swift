import Autograd
import Testing

@testable import ComputationGraphs

@Suite struct TraceTests {
  @Test func `Every tensor stands once, after its operands`() {
    let u = Tensor(0.5, requiresGrad: true)
    let y = u.tanh()
    let z = y * u + y
    let trace = Trace(from: [z, y])
    #expect(trace.tensors.count == 4)
    #expect(trace.operands == [[], [0], [1, 0], [2, 1]])
    #expect([u, y, z].map { trace.position(of: $0) } == [0, 1, 3])
    #expect(trace.position(of: Tensor(0.5)) == nil)
  }

  @Test func `A million operations are walked without recursion`() {
    var h = Tensor(0.5, requiresGrad: true)
    for _ in 0..<1_000_000 { h = h * h }
    let trace = Trace(from: [h])
    #expect(trace.tensors.count == 1_000_001)
    #expect(trace.operands[1_000_000] == [999_999, 999_999])
  }
}
