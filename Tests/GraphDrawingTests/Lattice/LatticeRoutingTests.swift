import Testing

@testable import GraphDrawing

@Suite struct LatticeRoutingTests {
  @Test func `The recurrence is one straight line, and a bus is drawn once`() throws {
    let graph = try DirectedGraph.unrolled(steps: 6)
    let layout = try graph.layout(.timeLattice)
    for (index, edge) in graph.edges.enumerated() {
      let path = layout.path(ofEdge: index)
      if edge.source.hasPrefix("h") && edge.target.hasPrefix("h") {
        #expect(path.pieces.count == 1 && path.start.y == path.end.y)
      }
      guard edge.source == "U" else { continue }
      let drawn = try #require(layout.strokes.first { $0.edge == index })
      // The way to the last step is drawn whole, of the others what leaves it.
      #expect((drawn.path == path) == (edge.target == "h6"))
      #expect(drawn.path.end == path.end)
    }
  }

  @Test func `A loss gathers by a bus that is drawn once, with one arrow head`() throws {
    let graph = try DirectedGraph.unrolled(steps: 6)
    let layout = try graph.layout(.timeLattice)
    let gathered = layout.strokes.filter { graph.edges[$0.edge].target == "L" && graph.edges[$0.edge].source != "o6" }
    #expect(gathered.count == 5)
    #expect(gathered.filter { $0.head != nil }.map { graph.edges[$0.edge].source } == ["o1"])
    let ends = Set(gathered.map { layout.path(ofEdge: $0.edge).end.y })
    #expect(ends.count == 1)
  }

  @Test func `A label stands at the end of its line`() throws {
    let graph = try DirectedGraph(
      nodes: [.init(id: "h1", place: .step(1, row: "h")), .init(id: "h2", place: .step(2, row: "h"))],
      edges: [.init(from: "h1", to: "h2", label: "∂h2/∂h1")])
    let layout = try graph.layout()
    let label = try #require(layout.labels.first { $0.edge == 0 })
    #expect(label.text == "∂h2/∂h1")
    #expect(label.x + label.size.width / 2 < layout.boxes[1].left && label.y < layout.boxes[1].y)
  }
}
