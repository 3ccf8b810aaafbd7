import Testing

@testable import GraphDrawing

@Suite struct CrossingCountTests {
  @Test(arguments: 0..<100 as Range<UInt64>) func `Inversions are counted as by comparing all pairs`(seed: UInt64) {
    var numbers = SeededNumbers(state: seed)
    let bound = Int.random(in: 1...20, using: &numbers)
    let values = (0..<Int.random(in: 0...40, using: &numbers)).map { _ in Int.random(in: 0..<bound, using: &numbers) }
    var expected = 0
    for a in values.indices { for b in values.indices where a < b && values[a] > values[b] { expected += 1 } }
    var tree: [Int] = []
    #expect(RowOrder.inversionCount(values, below: bound, tree: &tree) == expected)
  }

  @Test func `Segments that share an end do not cross`() throws {
    let graph = try DirectedGraph.of("a-x", "a-y", "b-x", "b-y", "c-y")
    let layered = LayeredGraph(graph, try Layering(graph))
    let up = Adjacency(count: 5, owners: layered.lowers, neighbours: layered.uppers)
    let down = Adjacency(count: 5, owners: layered.uppers, neighbours: layered.lowers)
    var order = RowOrder(layered, up: up, down: down)
    order.setRow(0, to: [0, 3, 4])
    order.setRow(1, to: [1, 2])
    #expect(order.crossingCount(down: down) == 1)
    order.setRow(0, to: [4, 0, 3])
    #expect(order.crossingCount(down: down) == 3)
  }
}
