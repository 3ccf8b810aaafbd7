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

  @Test func `A fused result stands where its last step does`() throws {
    let x = Tensor([[1, 2]], requiresGrad: true)
    let loss = x.crossEntropy(targets: [0])
    let trace = Trace(from: [loss * 2], expandingFused: true)
    let position = try #require(trace.position(of: loss))
    #expect(trace.tensors[position].operation?.name == "Neg")
    #expect(trace.operands.last?.first == position)
    #expect(trace.tensors.allSatisfy { $0.operation?.name != "CrossEntropy" })
  }

  @Test func `Where nothing is recorded a fused operation stays`() {
    let loss = Tensor([[1, 2]], requiresGrad: true).crossEntropy(targets: [0])
    let trace = withoutGradients { Trace(from: [loss], expandingFused: true) }
    #expect(trace.tensors.last?.operation?.name == "CrossEntropy")
  }
}
