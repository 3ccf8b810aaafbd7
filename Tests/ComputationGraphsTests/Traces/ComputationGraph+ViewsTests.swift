import Autograd
import Testing

@testable import ComputationGraphs

@Suite struct ComputationGraphViewsTests {
  @Test func `Behind unnamed operations stand names and leaves, each once`() throws {
    let (u, v) = (Tensor(0.5, requiresGrad: true), Tensor(2.0, requiresGrad: true))
    let w = u * v
    let graph = try ComputationGraph(of: [("z", (w + u).tanh() * w)], naming: [("u", u), ("w", w)])
    let z = try #require(graph["z"])
    #expect(graph.operands(of: z, view: .named).map { graph.nodes[$0].id } == ["w", "u"])
    #expect(graph.operands(of: z, view: .operations).map { graph.nodes[$0].id } == ["Tanh#1", "w"])
    #expect(graph.operands(of: try #require(graph["w"]), view: .named).map { graph.nodes[$0].id } == ["u", "leaf#1"])
  }
}
