import Testing

@testable import GraphDrawing

@Suite struct LineRoutingTests {
  @Test func `Lines that can be straight are`() throws {
    let layout = try LayeredLayout(DirectedGraph.chain(20))
    for line in layout.lines { #expect(Set(line.stops.map(\.x)).count == 1) }
  }

  @Test func `Boxes that are partly above each other are joined by straight lines`() throws {
    let nodes = ["p", "a", "b"].map { DirectedGraph.Node(id: $0, lines: ["\($0) is a wide node"]) }
    let graph = try DirectedGraph(nodes: nodes, edges: [.init(from: "p", to: "a"), .init(from: "p", to: "b")])
    for line in try LayeredLayout(graph).lines { #expect(Set(line.stops.map(\.x)).count == 1) }
  }

  @Test func `Lines arrive in the order of where they come from, and apart`() throws {
    let graph = try DirectedGraph.of("a-z", "b-z", "c-z", "d-z", "e-z")
    let layout = try LayeredLayout(graph)
    let lines = layout.lines.sorted { $0.stops[0].x < $1.stops[0].x }
    let ends = lines.compactMap { $0.stops.last?.x }
    #expect(zip(ends, ends.dropFirst()).allSatisfy { $0 < $1 })
    let box = layout.boxes[1]
    #expect(ends.allSatisfy { box.left < $0 && $0 < box.right })
  }

  @Test func `There is room for an arrow head`() throws {
    let metrics = DrawingMetrics()
    for line in try LayeredLayout(DirectedGraph.recurrentNetwork(steps: 4)).lines where line.hasArrow {
      let last = try #require(line.stops.last)
      #expect(last.bottom - last.top >= metrics.arrow.length)
    }
  }
}
