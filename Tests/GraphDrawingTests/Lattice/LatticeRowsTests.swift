import Testing

@testable import GraphDrawing

@Suite struct LatticeRowsTests {
  private func rows(_ graph: DirectedGraph) throws -> [String: Int] {
    let lattice = try TimeLattice(graph)
    return Dictionary(uniqueKeysWithValues: zip(graph.nodes.map(\.id), lattice.rows))
  }

  @Test func `Nodes of one name stand in one row, though a step has less above them`() throws {
    let graph = try DirectedGraph(
      nodes: [
        .init(id: "x", place: .step(1)), .init(id: "p", place: .step(1)), .init(id: "h1", place: .step(1, row: "h")),
        .init(id: "q", place: .step(2)), .init(id: "h2", place: .step(2, row: "h")),
      ],
      edges: [
        .init(from: "x", to: "p"), .init(from: "p", to: "h1"), .init(from: "h1", to: "q"), .init(from: "q", to: "h2"),
      ])
    #expect(try rows(graph) == ["x": 0, "p": 1, "h1": 2, "q": 1, "h2": 2])
  }

  @Test func `A tree sinks to what uses it, and what is used elsewhere too does not`() throws {
    let nodes = ["a", "b", "sum", "x", "y", "z", "end"].map { DirectedGraph.Node(id: $0, place: .step(1)) }
    let graph = try DirectedGraph(
      nodes: nodes + [.init(id: "later", place: .step(2))],
      edges: [
        .init(from: "a", to: "sum"), .init(from: "b", to: "sum"), .init(from: "sum", to: "end"),
        .init(from: "x", to: "y"), .init(from: "y", to: "z"), .init(from: "z", to: "end"),
      ])
    let rows = try rows(graph)
    #expect(rows["end"] == 3 && rows["sum"] == 2 && rows["a"] == 1 && rows["b"] == 1 && rows["x"] == 0)
  }

  @Test func `Names that contradict each other are let go`() throws {
    let graph = try DirectedGraph(
      nodes: [
        .init(id: "h1", place: .step(1, row: "h")), .init(id: "c1", place: .step(1, row: "c")),
        .init(id: "h2", place: .step(2, row: "h")), .init(id: "c2", place: .step(2, row: "c")),
      ],
      edges: [.init(from: "h1", to: "c1"), .init(from: "c2", to: "h2")])
    #expect(try rows(graph) == ["h1": 0, "c1": 1, "c2": 0, "h2": 1])
  }

  @Test(arguments: 0..<100 as Range<UInt64>) func `Inside a step edges lead down`(seed: UInt64) throws {
    let graph = try DirectedGraph.randomLattice(seed: seed)
    let lattice = try TimeLattice(graph)
    for (edge, ends) in zip(graph.edges, zip(graph.sources, graph.targets))
    where lattice.columns[ends.0] != nil && lattice.columns[ends.0] == lattice.columns[ends.1] {
      #expect(lattice.rows[ends.1] - lattice.rows[ends.0] >= (edge.label == nil ? 1 : 2))
    }
    #expect(graph.nodes.indices.allSatisfy { lattice.columns[$0] == nil || lattice.rows[$0] < lattice.rowCount })
  }
}
