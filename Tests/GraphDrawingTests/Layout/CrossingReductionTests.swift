import Testing

@testable import GraphDrawing

@Suite struct CrossingReductionTests {
  private func crossings(_ graph: DirectedGraph) throws -> (before: Int, after: Int) {
    let layered = LayeredGraph(graph, try Layering(graph))
    let count = layered.rowVertexCount
    let up = Adjacency(count: count, owners: layered.lowers, neighbours: layered.uppers)
    let down = Adjacency(count: count, owners: layered.uppers, neighbours: layered.lowers)
    let after = CrossingReduction(layered).order.crossingCount(down: down)
    return (RowOrder(layered, up: up, down: down).crossingCount(down: down), after)
  }

  @Test func `Two crossed pairs are uncrossed`() throws {
    #expect(try crossings(DirectedGraph.of("a-x", "b-y", "c-x", "d-y", "a-p", "b-q")).after == 0)
  }

  @Test func `A complete pair of rows keeps the crossings that it must have`() throws {
    let edges = (0..<4).flatMap { a in (0..<3).map { DirectedGraph.Edge(from: "a\(a)", to: "b\($0)") } }
    let nodes = (0..<4).map { DirectedGraph.Node(id: "a\($0)") } + (0..<3).map { DirectedGraph.Node(id: "b\($0)") }
    #expect(try crossings(DirectedGraph(nodes: nodes, edges: edges)).after == 18)
  }

  @Test func `The network of one step is drawn without a crossing, of two steps with three`() throws {
    #expect(try crossings(DirectedGraph.recurrentNetwork(steps: 1)).after == 0)
    #expect(try crossings(DirectedGraph.recurrentNetwork(steps: 2)).after == 3)
  }

  @Test(arguments: 0..<100 as Range<UInt64>) func `There are never more crossings than before`(seed: UInt64) throws {
    let (before, after) = try crossings(DirectedGraph.random(seed: seed, edgesPerNode: 2))
    #expect(after <= before)
  }
}
