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

  @Test(arguments: 0..<40 as Range<UInt64>) func `The change by a swap is what counting again gives`(seed: UInt64)
    throws
  {
    // Ten nodes above, ten below, with few and with very many segments.
    var numbers = SeededNumbers(state: seed)
    let nodes = (0..<20).map { DirectedGraph.Node(id: "\($0)") }
    let edges = (0..<(seed % 2 == 0 ? 30 : 300)).map { _ in
      DirectedGraph.Edge(
        from: "\(Int.random(in: 0..<10, using: &numbers))", to: "\(Int.random(in: 10..<20, using: &numbers))")
    }
    let graph = try DirectedGraph(nodes: nodes, edges: edges)
    let reduction = CrossingReduction(LayeredGraph(graph, try Layering(graph)))
    for (row, neighbours) in [(0, reduction.down), (1, reduction.up)] where reduction.order.rows[row].count > 1 {
      for index in 0..<reduction.order.rows[row].count - 1 {
        let (left, right) = (reduction.order.rows[row][index], reduction.order.rows[row][index + 1])
        var swapped = reduction.order
        swapped.swapNeighbours(row: row, at: index)
        let change =
          swapped.crossingCount(down: reduction.down) - reduction.order.crossingCount(down: reduction.down)
        #expect(reduction.crossingChange(left, right, neighbours: neighbours) == change)
        // No swap of neighbours is left that would help.
        #expect(change >= 0)
      }
    }
  }

  @Test func `Drawings do not get worse`() throws {
    let total = try (0..<100).reduce(0) {
      try $0 + crossings(DirectedGraph.random(seed: $1, nodeLimit: 60, edgesPerNode: 2)).after
    }
    // 8286 when this was written.
    #expect(total <= 8350)
  }
}
