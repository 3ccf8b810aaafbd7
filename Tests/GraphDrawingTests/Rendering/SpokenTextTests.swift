import Testing

@testable import GraphDrawing

@Suite struct SpokenTextTests {
  @Test func `A graph is described by its size and its variables`() throws {
    let graph = try DirectedGraph.recurrentNetwork(steps: 2)
    #expect(
      graph.spokenSummary == "A directed graph of 22 nodes and 26 arrows. Leaves: U. Constants: V, W, h0, x1, x2, x3. "
        + "Named intermediates: h1, o1, h2, o2. Outputs: L.")
    #expect(
      try DirectedGraph.of("a-b").spokenSummary == "A directed graph of 2 nodes and 1 arrow.")
  }

  @Test func `A node tells its role and where its arrows go`() throws {
    let graph = try DirectedGraph.recurrentNetwork(steps: 1)
    #expect(graph.spokenText(of: 0, targets: [5]) == "U (1) (leaf) → ×")
    #expect(graph.spokenText(of: 5, targets: []) == "× (operation)")
  }

  @Test func `Long lists end in a number`() throws {
    let nodes = (0..<100).map { DirectedGraph.Node(id: "x\($0)", role: .leaf) }
    let graph = try DirectedGraph(nodes: nodes, edges: [])
    #expect(graph.spokenSummary.hasSuffix("x10, x11 and 88 more."))
  }
}
