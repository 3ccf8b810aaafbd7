import Testing

@testable import GraphDrawing

@Suite struct LayeringTests {
  private func rows(_ graph: DirectedGraph) throws -> [String: Int] {
    let layering = try Layering(graph)
    return Dictionary(uniqueKeysWithValues: zip(graph.nodes.map(\.id), layering.rows))
  }

  @Test(arguments: 0..<100 as Range<UInt64>) func `Every edge points down, with room for its label`(seed: UInt64) throws
  {
    let graph = try DirectedGraph.random(seed: seed)
    let layering = try Layering(graph)
    for (index, edge) in graph.edges.enumerated() {
      let length = layering.rows[graph.targets[index]] - layering.rows[graph.sources[index]]
      #expect(length >= (edge.label == nil ? 1 : 2))
    }
    #expect(layering.rows.allSatisfy { (0..<layering.count).contains($0) })
    #expect(layering.rows.contains(0))
    #expect(layering.rows.contains(layering.count - 1))
  }

  @Test func `Inputs, and operations on inputs alone, stand just above what uses them`() throws {
    let rows = try rows(DirectedGraph.recurrentNetwork(steps: 5))
    #expect(rows["x5"] == rows["ux5"].map { $0 - 1 })
    #expect(rows["ux5"] == rows["vh5"])
    #expect(rows["W"] == rows["o1"].map { $0 - 1 })
    // What depends on a state stays by the state.
    #expect(rows["o1"] == rows["h1"].map { $0 + 1 })
  }

  @Test func `A rank is honoured where edges allow it`() throws {
    let graph = try DirectedGraph(
      nodes: [
        .init(id: "a"), .init(id: "b"), .init(id: "c"), .init(id: "late"), .init(id: "early", rank: .first),
        .init(id: "end", rank: .last), .init(id: "b'", rank: .last),
      ],
      edges: [
        .init(from: "a", to: "b"), .init(from: "b", to: "c"), .init(from: "late", to: "c"),
        .init(from: "early", to: "c"), .init(from: "a", to: "end"), .init(from: "a", to: "b'"),
        .init(from: "b'", to: "c"),
      ])
    let rows = try rows(graph)
    #expect(rows == ["a": 0, "b": 1, "c": 2, "late": 1, "early": 0, "end": 2, "b'": 1])
  }

  @Test func `An empty graph has no rows`() throws {
    #expect(try Layering(DirectedGraph(nodes: [], edges: [])).count == 0)
  }
}
