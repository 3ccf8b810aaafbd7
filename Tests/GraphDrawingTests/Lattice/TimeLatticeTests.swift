import Testing

@testable import GraphDrawing

@Suite struct TimeLatticeTests {
  private typealias Node = DirectedGraph.Node

  @Test func `Nodes without a place stand where they are used, or at last where they use`() throws {
    let graph = try DirectedGraph(
      nodes: [
        Node(id: "constant"), Node(id: "a", place: .step(2)), Node(id: "b", place: .step(5)), Node(id: "sum"),
        Node(id: "alone"), Node(id: "W", place: .shared),
      ],
      edges: [
        .init(from: "constant", to: "b"), .init(from: "a", to: "b"), .init(from: "b", to: "sum"),
        .init(from: "a", to: "sum"), .init(from: "W", to: "a"), .init(from: "W", to: "b"),
      ])
    let lattice = try TimeLattice(graph)
    #expect(lattice.steps == [2, 5])
    #expect(lattice.columns == [1, 0, 1, 1, 0, nil])
    #expect(lattice.rows[2] == lattice.rows[0] + 1 && lattice.rows[3] == lattice.rows[2] + 1)
  }

  @Test func `What depends on something is not shared`() throws {
    let graph = try DirectedGraph(
      nodes: [Node(id: "a", place: .step(1)), Node(id: "b", place: .step(2)), Node(id: "c", place: .shared)],
      edges: [.init(from: "a", to: "c"), .init(from: "c", to: "b")])
    #expect(try TimeLattice(graph).columns == [0, 1, 1])
  }

  @Test func `Time needs two steps and a direction, and no cycle`() throws {
    #expect(throws: GraphError.noTimeSteps) { try TimeLattice(DirectedGraph.of("a-b")) }
    let one = try DirectedGraph(nodes: [Node(id: "a", place: .step(1))], edges: [])
    #expect(throws: GraphError.noTimeSteps) { try TimeLattice(one) }
    let nodes = [Node(id: "a", place: .step(1)), Node(id: "b", place: .step(7))]
    let back = try DirectedGraph(nodes: nodes, edges: [.init(from: "b", to: "a")])
    #expect(throws: GraphError.backwardInTime(back.edges[0], from: 7, to: 1)) { try TimeLattice(back) }
    let cycle = try DirectedGraph(nodes: nodes, edges: [.init(from: "a", to: "b"), .init(from: "b", to: "a")])
    #expect(throws: GraphError.cycle(["b", "a"])) { try TimeLattice(cycle) }
  }
}
