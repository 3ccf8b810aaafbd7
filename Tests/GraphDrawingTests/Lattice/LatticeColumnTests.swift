import Testing

@testable import GraphDrawing

@Suite struct LatticeColumnTests {
  @Test func `Equal steps share a pattern, with room for the widest of their nodes`() throws {
    let graph = try DirectedGraph.unrolled(steps: 12)
    let metrics = DrawingMetrics()
    let contents = graph.nodes.map { NodeContent($0, metrics) }
    let (columns, patterns) = LatticeColumn.all(in: graph, try TimeLattice(graph), contents: contents, metrics)
    // The initial state, steps 1 to 11, and the last one, with the loss.
    #expect(patterns.count == 3)
    #expect(columns.map(\.pattern) == [0] + [Int](repeating: 1, count: 11) + [2])
    #expect(columns[3].nodes.map { graph.nodes[$0].id } == ["x3", "h3", "o3"])
    #expect(columns[3].edges.map { graph.edges[$0].target } == ["o3", "h3"])
    let widest = try #require(columns[11].nodes.map { contents[$0].size.width }.max())
    #expect(patterns[1].contents.sizes.map(\.width).max() == widest)
  }
}
