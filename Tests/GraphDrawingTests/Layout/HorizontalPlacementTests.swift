import Testing

@testable import GraphDrawing

@Suite struct HorizontalPlacementTests {
  private let metrics = DrawingMetrics()

  private func placement(
    _ graph: DirectedGraph, halfWidth: (Int) -> Double = { 10 + Double($0 % 7) * 5 }
  ) throws -> (x: [Double], order: RowOrder, layered: LayeredGraph, halfWidths: [Double]) {
    let layered = LayeredGraph(graph, try Layering(graph))
    let order = CrossingReduction(layered).order
    let halfWidths = (0..<layered.rowVertexCount).map { layered.kinds[$0] == .bend ? 0 : halfWidth($0) }
    let x = HorizontalPlacement(layered, order, halfWidths: halfWidths, spacing: metrics).x
    return (x, order, layered, halfWidths)
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func `Neighbours keep their order and distance`(seed: UInt64) throws {
    let (x, order, layered, halfWidths) = try placement(DirectedGraph.random(seed: seed, edgesPerNode: 2))
    let gap = { layered.kinds[$0] == .bend ? metrics.bendGap / 2 : metrics.nodeGap / 2 }
    for row in order.rows {
      for (left, right) in zip(row, row.dropFirst()) {
        let distance = halfWidths[left] + gap(left) + halfWidths[right] + gap(right)
        #expect(x[right] - x[left] >= distance - 1e-9)
      }
    }
    let left = try #require(zip(x, halfWidths).map { $0 - $1 }.min())
    #expect(abs(left) < 1e-9)
  }

  @Test func `Chains are straight, and a parent stands between two equal children`() throws {
    #expect(try Set(placement(DirectedGraph.chain(50)).x.map { $0 - 40 }.map(Int.init)).count == 1)
    let x = try placement(DirectedGraph.of("p-a", "p-b"), halfWidth: { _ in 20 }).x
    #expect(x[0] == (x[1] + x[2]) / 2)
  }

  @Test func `The states of a recurrent network stand in one column`() throws {
    let graph = try DirectedGraph.recurrentNetwork(steps: 50)
    let (x, _, _, _) = try placement(graph)
    let states = graph.nodes.indices.filter { graph.nodes[$0].id.hasPrefix("h") && graph.nodes[$0].id != "h0" }
    let column = try #require(states.first.map { x[$0] })
    for state in states { #expect(abs(x[state] - column) < 1e-6) }
  }

  @Test func `Nothing to place`() throws {
    #expect(try placement(DirectedGraph(nodes: [], edges: [])).x.isEmpty)
  }
}
