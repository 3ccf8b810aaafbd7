import Testing

@testable import GraphDrawing

@Suite struct LayeredGraphTests {
  /// Follows lines from each edge's source: every edge must be found, parallel ones as often as they are.
  private func connections(_ layered: LayeredGraph) -> [[Int]: Int] {
    let isNode = { (vertex: Int) in layered.kinds[vertex] == .node }
    var next: [Int: [Int]] = [:]
    for stroke in layered.strokes {
      for (a, b) in zip(stroke.vertices, stroke.vertices.dropFirst()) { next[a, default: []].append(b) }
    }
    // Lanes are one place, whatever vertices stand for it, but hubs tell their lines apart: follow the strokes' edges.
    var found: [[Int]: Int] = [:]
    for start in layered.kinds.indices where isNode(start) {
      var open = next[start] ?? []
      while let vertex = open.popLast() {
        if isNode(vertex) { found[[start, vertex], default: 0] += 1 } else { open += next[vertex] ?? [] }
      }
    }
    return found
  }

  @Test(arguments: 0..<100 as Range<UInt64>) func `Segments connect neighbouring rows`(seed: UInt64) throws {
    let graph = try DirectedGraph.random(seed: seed)
    let layered = LayeredGraph(graph, try Layering(graph))
    for (upper, lower) in zip(layered.uppers, layered.lowers) {
      #expect(layered.rows[lower] == layered.rows[upper] + 1)
    }
    for vertex in graph.nodes.count..<layered.kinds.count where layered.kinds[vertex] == .bend {
      #expect(layered.uppers.contains(vertex) && layered.lowers.contains(vertex))
    }
    #expect(layered.laneCount == 0)
  }

  @Test(arguments: 0..<100 as Range<UInt64>) func `Every edge can be followed, and nothing else`(seed: UInt64) throws {
    let graph = try DirectedGraph.random(seed: seed)
    let layered = LayeredGraph(graph, try Layering(graph))
    var wanted: [[Int]: Int] = [:]
    for (source, target) in zip(graph.sources, graph.targets) { wanted[[source, target], default: 0] += 1 }
    let found = connections(layered)
    // A trunk into a target shows its branches once each; a trunk out of a source likewise. Nothing is doubled.
    #expect(found == wanted)
  }

  @Test func `A weight that every step uses costs one trunk`() throws {
    for steps in [100, 200] {
      let graph = try DirectedGraph.recurrentNetwork(steps: steps)
      let layered = LayeredGraph(graph, try Layering(graph))
      #expect(layered.kinds.count - graph.nodes.count < 30 * steps)
    }
  }

  @Test func `Beyond the limit the longest trunks take lanes`() throws {
    let graph = try DirectedGraph.recurrentNetwork(steps: 20)
    let layered = LayeredGraph(graph, try Layering(graph), bendLimit: 60)
    #expect(layered.laneCount > 0)
    #expect(layered.kinds.prefix(layered.rowVertexCount).filter { $0 == .bend }.count <= 60)
    #expect(layered.kinds[..<layered.rowVertexCount].allSatisfy { $0 == .node || $0 == .bend })
    let reached = layered.strokes.filter(\.reachesTarget).map { graph.targets[$0.edge] }
    #expect(reached.sorted() == graph.targets.sorted())
  }

  @Test func `A label has the middle of its edge to itself`() throws {
    let graph = try DirectedGraph(
      nodes: [.init(id: "a"), .init(id: "b")],
      edges: [.init(from: "a", to: "b", label: "x"), .init(from: "a", to: "b", label: "y")])
    let layered = LayeredGraph(graph, try Layering(graph))
    #expect(layered.kinds == [.node, .node, .label(edge: 0), .label(edge: 1)])
    #expect(layered.rows == [0, 2, 1, 1])
    #expect(layered.strokes.map(\.vertices) == [[0, 2], [2, 1], [0, 3], [3, 1]])
    #expect(layered.strokes.map(\.reachesTarget) == [false, true, false, true])
  }
}
