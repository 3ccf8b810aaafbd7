import Testing

@testable import GraphDrawing

@Suite struct RowOrderTests {
  private func order(_ graph: DirectedGraph) throws -> (order: RowOrder, layered: LayeredGraph) {
    let layered = LayeredGraph(graph, try Layering(graph))
    let count = layered.rowVertexCount
    let up = Adjacency(count: count, owners: layered.lowers, neighbours: layered.uppers)
    let down = Adjacency(count: count, owners: layered.uppers, neighbours: layered.lowers)
    return (RowOrder(layered, up: up, down: down), layered)
  }

  @Test func `Operands of a tree stand in their order`() throws {
    let graph = try DirectedGraph.of("c-f", "d-f", "a-e", "b-e", "e-g", "f-g")
    let (order, _) = try order(graph)
    #expect(order.rows.map { $0.map { graph.nodes[$0].id } } == [["a", "b", "c", "d"], ["e", "f"], ["g"]])
  }

  @Test(arguments: 0..<50 as Range<UInt64>) func `Every vertex stands once in its row`(seed: UInt64) throws {
    let (order, layered) = try order(DirectedGraph.random(seed: seed))
    #expect(order.rows.joined().sorted() == Array(0..<layered.rowVertexCount))
    for (row, vertices) in order.rows.enumerated() {
      #expect(vertices.allSatisfy { layered.rows[$0] == row })
      #expect(vertices.map { order.position[$0] } == Array(vertices.indices))
    }
  }

  @Test func `Rows can be set, and neighbours swapped`() throws {
    var (order, _) = try order(DirectedGraph.of("a-d", "b-d", "c-d"))
    order.setRow(0, to: [2, 0, 3])
    #expect([2, 0, 3].map { order.position[$0] } == [0, 1, 2])
    order.swapNeighbours(row: 0, at: 1)
    #expect(order.rows[0] == [2, 3, 0])
    #expect([2, 3, 0].map { order.position[$0] } == [0, 1, 2])
  }

  @Test func `A chain of 100,000 nodes is walked without recursion`() throws {
    #expect(try order(DirectedGraph.chain(100_000)).order.rows.allSatisfy { $0.count == 1 })
  }
}
