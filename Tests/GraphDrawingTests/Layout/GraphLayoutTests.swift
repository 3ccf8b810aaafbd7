import Testing

@testable import GraphDrawing

@Suite struct GraphLayoutTests {
  private func isNear(_ a: Point, _ box: GraphLayout.Box) -> Bool {
    a.x >= box.left && a.x <= box.right && a.y >= box.top - 4.1 && a.y <= box.bottom + 0.1
  }

  @Test(arguments: 0..<100 as Range<UInt64>) func `Every edge has a whole way, though lines are shared`(
    seed: UInt64
  ) throws {
    let graph = try DirectedGraph.random(seed: seed)
    let layout = try graph.layout(.layered)
    for edge in graph.edges.indices {
      let path = layout.path(ofEdge: edge)
      #expect(isNear(path.start, layout.boxes[graph.sources[edge]]))
      #expect(isNear(path.end, layout.boxes[graph.targets[edge]]))
      for (a, b) in zip(path.samples, path.samples.dropFirst()) { #expect(b.y >= a.y - 1e-6) }
    }
  }

  @Test func `A way may lead along a lane`() throws {
    let count = 3000
    let graph = try DirectedGraph(
      nodes: (0..<2 * count).map { .init(id: "\($0)") },
      edges: (1..<2 * count).map { .init(from: "\($0 - 1)", to: "\($0)") }
        + (0..<count).map { .init(from: "\($0)", to: "\(2 * count - 1 - $0)") })
    let layout = try graph.layout(.layered)
    let right = try #require(layout.boxes.map(\.right).max())
    var inLanes = 0
    for edge in graph.edges.indices.suffix(count) {
      let path = layout.path(ofEdge: edge)
      #expect(isNear(path.start, layout.boxes[graph.sources[edge]]))
      #expect(isNear(path.end, layout.boxes[graph.targets[edge]]))
      if path.pieces.contains(where: { $0.end.x > right }) { inLanes += 1 }
    }
    #expect(inLanes > 1000)
  }

  @Test func `Without a choice a graph over time is a lattice, and another one is layered`() throws {
    let unrolled = try DirectedGraph.unrolled(steps: 3)
    #expect(try unrolled.svg() == unrolled.svg(engine: .timeLattice))
    #expect(try unrolled.svg() != unrolled.svg(engine: .layered))
    let plain = try DirectedGraph.recurrentNetwork(steps: 3)
    #expect(try plain.svg() == plain.svg(engine: .layered))
    #expect(throws: GraphError.noTimeSteps) { try plain.svg(engine: .timeLattice) }
  }

  @Test func `A cycle is told by every engine`() throws {
    let graph = try DirectedGraph(
      nodes: [.init(id: "a", place: .step(1)), .init(id: "b", place: .step(2))],
      edges: [.init(from: "a", to: "b"), .init(from: "b", to: "a")])
    for engine in LayoutEngine.allCases {
      #expect(throws: GraphError.cycle(["b", "a"])) { try graph.layout(engine) }
    }
  }
}
