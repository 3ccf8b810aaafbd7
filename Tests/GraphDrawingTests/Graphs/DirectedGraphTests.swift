import Testing

@testable import GraphDrawing

@Suite struct DirectedGraphTests {
  @Test func `Edges know the positions of their nodes`() throws {
    let graph = try DirectedGraph.of("a-b", "b-c", "a-c", "a-c")
    #expect(graph.sources == [0, 1, 0, 0])
    #expect(graph.targets == [1, 2, 2, 2])
  }

  @Test func `A node without lines shows its identifier, and line breaks start lines`() {
    #expect(DirectedGraph.Node(id: "x").lines == ["x"])
    #expect(DirectedGraph.Node(id: "x", lines: ["a\nb\r\n", "c"]).lines == ["a", "b", "", "c"])
  }

  @Test func `Two nodes with one identifier are refused`() {
    #expect(throws: GraphError.duplicateNode("a")) {
      try DirectedGraph(nodes: [.init(id: "a"), .init(id: "b"), .init(id: "a")], edges: [])
    }
  }

  @Test func `Edges to unknown nodes are refused`() {
    let edge = DirectedGraph.Edge(from: "a", to: "z")
    #expect(throws: GraphError.unknownNode("z", in: edge)) {
      try DirectedGraph(nodes: [.init(id: "a")], edges: [edge])
    }
    let other = DirectedGraph.Edge(from: "y", to: "a")
    #expect(throws: GraphError.unknownNode("y", in: other)) {
      try DirectedGraph(nodes: [.init(id: "a")], edges: [other])
    }
  }
}
