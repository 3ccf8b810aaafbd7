import Testing

@testable import GraphDrawing

@Suite struct AdjacencyTests {
  let adjacency = Adjacency(count: 4, owners: [2, 0, 2, 0, 2], neighbours: [3, 1, 0, 2, 1])

  @Test func `Links are gathered by owner in the order of edges`() {
    #expect(adjacency[0].map(\.vertex) == [1, 2])
    #expect(adjacency[0].map(\.edge) == [1, 3])
    #expect(adjacency[1].isEmpty)
    #expect(adjacency[2].map(\.vertex) == [3, 0, 1])
    #expect((0..<4).map(adjacency.degree) == [2, 0, 3, 0])
  }

  @Test func `Links are sorted by a position, equal ones by their edges`() {
    var sorted = adjacency
    sorted.sortLinks(of: 2, by: [1, 0, 0, 0])
    #expect(sorted[2].map(\.vertex) == [3, 1, 0])
    #expect(sorted[0].map(\.vertex) == [1, 2])
  }
}
