import Testing

@testable import GraphDrawing

@Suite struct DirectedGraphRollingTests {
  @Test func `One step stands for all, with a loop for the state`() throws {
    let rolled = try DirectedGraph.unrolled(steps: 20).rolled { node, step in
      let name = String(node.id.prefix(1)) + (node.id.hasSuffix("\(step)") ? "t" : "t-1")
      return .init(id: name, role: node.role, place: node.place)
    }
    #expect(Set(rolled.nodes.map(\.id)) == ["U", "V", "W", "xt", "ht", "ot", "L"])
    let loop = try #require(rolled.edges.first { $0.delay > 0 })
    #expect(rolled.edges.filter { $0.delay > 0 }.count == 1)
    #expect(loop.source == "ht" && loop.target == "ht" && loop.delay == 1 && loop.label == "ht-1")
    let layout = try rolled.layout()
    #expect(layout.labels.map(\.text).sorted() == ["ht-1", "t = 2 … 18 (× 17)"])
    #expect(layout.labels.allSatisfy { $0.x + $0.size.width / 2 <= layout.size.width })
    let index = try #require(rolled.edges.firstIndex { $0.delay > 0 })
    let box = try #require(zip(rolled.nodes, layout.boxes).first { $0.0.id == "ht" }?.1)
    let path = layout.path(ofEdge: index)
    #expect(path.start.x == box.right && path.end.y < box.top && path.end.x < box.right)
    #expect(path.samples.contains { $0.x > box.right + 10 })
  }

  @Test func `Without equal steps there is nothing to roll up`() throws {
    let nodes = (1...2).map { DirectedGraph.Node(id: "\($0)", lines: ["a", "\($0)"], place: .step($0)) }
    let graph = try DirectedGraph(nodes: nodes, edges: [.init(from: "1", to: "2")])
    #expect(throws: GraphError.noEqualSteps) { try graph.rolled { node, _ in node } }
    #expect(throws: GraphError.noTimeSteps) { try DirectedGraph.of("a-b").rolled { node, _ in node } }
  }

  @Test func `A loop is a cycle to a layered drawing`() throws {
    let graph = try DirectedGraph(
      nodes: [.init(id: "a", place: .step(1))], edges: [.init(from: "a", to: "a", delay: 1)])
    #expect(throws: GraphError.cycle(["a"])) { try graph.layout(.layered) }
    #expect(try graph.layout().strokes.count == 1)
  }
}
