import Testing

@testable import GraphDrawing

@Suite struct MainLinesTests {
  private struct Example {
    let graph: DirectedGraph
    let layered: LayeredGraph
    let order: RowOrder
    let up: Adjacency
    let down: Adjacency
    let lines: MainLines

    init(_ graph: DirectedGraph) throws {
      self.graph = graph
      layered = LayeredGraph(graph, try Layering(graph))
      order = CrossingReduction(layered).order
      var up = Adjacency(count: layered.rowVertexCount, owners: layered.lowers, neighbours: layered.uppers)
      var down = Adjacency(count: layered.rowVertexCount, owners: layered.uppers, neighbours: layered.lowers)
      for vertex in 0..<layered.rowVertexCount {
        up.sortLinks(of: vertex, by: order.position)
        down.sortLinks(of: vertex, by: order.position)
      }
      (self.up, self.down) = (up, down)
      lines = MainLines(layered, order, up: up, down: down)
    }

    func above(_ id: String) -> String? {
      graph.nodes.firstIndex { $0.id == id }.flatMap { lines.above[$0] }.map { up.links[$0].vertex }
        .flatMap { graph.nodes.indices.contains($0) ? graph.nodes[$0].id : nil }
    }
  }

  @Test func `The recurrence is a main line from the first state to the loss`() throws {
    let example = try Example(DirectedGraph.recurrentNetwork(steps: 3))
    for (id, above) in [
      ("sum2", "vh2"), ("vh2", "h1"), ("h2", "sum2"), ("vh3", "h2"), ("o3", "h3"), ("L", "square3"),
      ("square2", "error2"),
    ] {
      #expect(example.above(id) == above)
    }
    #expect(example.above("o1") == nil)
  }

  @Test func `Equal ways have no favourite`() throws {
    let example = try Example(DirectedGraph.of("a-c", "b-c"))
    #expect(example.above("c") == nil)
    #expect(example.lines.givesWay == [false, false])
  }

  @Test func `Parallel edges count as one way`() throws {
    #expect(try Example(DirectedGraph.of("a-b", "a-b")).above("b") == "a")
  }

  @Test(arguments: 0..<100 as Range<UInt64>) func `Both ends agree on a main line`(seed: UInt64) throws {
    let example = try Example(DirectedGraph.random(seed: seed, edgesPerNode: 2))
    let (lines, up, down) = (example.lines, example.up, example.down)
    for vertex in lines.above.indices {
      if let link = lines.above[vertex] {
        let upper = up.links[link].vertex
        #expect(lines.below[upper].map { down.links[$0].vertex } == vertex)
      }
      if let link = lines.below[vertex] {
        let lower = down.links[link].vertex
        #expect(lines.above[lower].map { up.links[$0].vertex } == vertex)
      }
    }
  }
}
