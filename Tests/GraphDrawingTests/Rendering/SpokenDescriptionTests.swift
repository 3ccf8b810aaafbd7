import Testing

@testable import GraphDrawing

@Suite struct SpokenDescriptionTests {
  @Test func `Each named result tells what it is computed from`() throws {
    let graph = try DirectedGraph.recurrentNetwork(steps: 1)
    #expect(graph.spokenDescription.hasPrefix(graph.spokenSummary + " Operations without a name: "))
    #expect(graph.spokenDescription.contains(" Computed: h1 from "))
    #expect(graph.spokenDescription.hasSuffix("."))
  }

  @Test func `Operations without a name are spelled out, but not for ever`() throws {
    func node(_ id: String, _ role: DirectedGraph.Role) -> DirectedGraph.Node { .init(id: id, role: role) }
    let names = (0..<6).map { "f\($0)" }
    let graph = try DirectedGraph(
      nodes: [node("x", .leaf)] + names.map { node($0, .operation) } + [node("y", .output)],
      edges: zip(["x"] + names, names + ["y"]).map { .init(from: $0, to: $1) })
    #expect(graph.spokenDescription.hasSuffix("Computed: y from f5(f4(f3(f2)))."))
  }

  @Test func `Of a large graph the longest path is told`() throws {
    let nodes = (0...20).map { DirectedGraph.Node(id: "h\($0)", role: $0 == 0 ? .leaf : .intermediate) }
    let chain = (1...20).map { DirectedGraph.Edge(from: "h\($0 - 1)", to: "h\($0)") }
    let graph = try DirectedGraph(nodes: nodes, edges: chain + [.init(from: "h0", to: "h20")])
    #expect(graph.spokenDescription.hasSuffix("The longest path has 20 arrows, from h0 to h20."))
  }

  @Test func `Operands beyond twelve are counted`() throws {
    let nodes = (0..<15).map { DirectedGraph.Node(id: "x\($0)", role: .leaf) }
    let graph = try DirectedGraph(
      nodes: nodes + [.init(id: "y", role: .output)], edges: nodes.map { .init(from: $0.id, to: "y") })
    #expect(graph.spokenDescription.hasSuffix("x10, x11 and 3 more."))
  }

  @Test func `A cycle and a graph without arrows have no listing`() throws {
    let cycle = try DirectedGraph.of("a-b", "b-a")
    #expect(!cycle.spokenDescription.contains("from"))
    let single = try DirectedGraph(nodes: [.init(id: "x", role: .leaf)], edges: [])
    #expect(single.spokenDescription == single.spokenSummary)
  }
}
