import Testing

@testable import GraphDrawing

@Suite struct TopologicalOrderTests {
  @Test(arguments: 0..<100 as Range<UInt64>) func `Every edge points forward`(seed: UInt64) throws {
    let graph = try DirectedGraph.random(seed: seed)
    let order = try graph.topologicalOrder()
    #expect(order.sorted() == Array(graph.nodes.indices))
    var position = order
    for (index, node) in order.enumerated() { position[node] = index }
    for (source, target) in zip(graph.sources, graph.targets) { #expect(position[source] < position[target]) }
  }

  @Test func `An empty graph has an empty order`() throws {
    #expect(try DirectedGraph(nodes: [], edges: []).topologicalOrder().isEmpty)
  }

  @Test func `A cycle is named in the direction of its edges`() throws {
    let graph = try DirectedGraph.of("in-a", "a-b", "b-c", "c-a", "c-out", "d-out")
    #expect(throws: GraphError.cycle(["b", "c", "a"])) { try graph.topologicalOrder() }
  }

  @Test func `An edge from a node to itself is a cycle`() throws {
    let graph = try DirectedGraph.of("a-b", "b-b")
    #expect(throws: GraphError.cycle(["b"])) { try graph.topologicalOrder() }
  }

  @Test(arguments: 0..<100 as Range<UInt64>) func `The cycle that is named exists`(seed: UInt64) throws {
    let acyclic = try DirectedGraph.random(seed: seed, edgesPerNode: 3)
    let back = acyclic.edges.prefix(3).map { DirectedGraph.Edge(from: $0.target, to: $0.source) }
    let graph = try DirectedGraph(nodes: acyclic.nodes, edges: acyclic.edges + back)
    guard !back.isEmpty else { return }
    let error = #expect(throws: GraphError.self) { try graph.topologicalOrder() }
    guard case .cycle(let ids) = error else { return #expect(Bool(false), "not a cycle: \(String(describing: error))") }
    #expect(Set(ids).count == ids.count)
    for (id, next) in zip(ids, ids.dropFirst() + ids.prefix(1)) {
      #expect(graph.edges.contains { $0.source == id && $0.target == next })
    }
  }

  @Test func `A chain of 100,000 nodes, and the ring of it`() throws {
    let chain = try DirectedGraph.chain(100_000)
    #expect(try chain.topologicalOrder() == Array(0..<100_000))
    let ring = try DirectedGraph(nodes: chain.nodes, edges: chain.edges + [.init(from: "n99999", to: "n0")])
    #expect { try ring.topologicalOrder() } throws: { error in
      guard case .cycle(let ids) = error as? GraphError else { return false }
      return ids.count == 100_000
    }
  }
}
