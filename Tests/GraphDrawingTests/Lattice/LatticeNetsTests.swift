import Testing

@testable import GraphDrawing

@Suite struct LatticeNetsTests {
  private func nets(_ graph: DirectedGraph) throws -> LatticeNets {
    let everywhere = [Bool](repeating: true, count: graph.nodes.count)
    return LatticeNets(
      graph, try TimeLattice(graph), isFirst: everywhere, isLast: everywhere,
      leftRoom: [Int](repeating: 2, count: graph.nodes.count))
  }

  @Test func `A parameter has a bus, states are joined straight, and a loss gathers`() throws {
    let graph = try DirectedGraph.unrolled(steps: 5)
    let nets = try nets(graph)
    let ids = nets.nets.map { ($0.hub == .source ? "from " : "to ") + graph.nodes[$0.node].id }
    #expect(
      ids.sorted() == ["from U", "from V", "from W", "from h0", "from h1", "from h2", "from h3", "from h4", "to L"])
    for net in nets.nets {
      let name = graph.nodes[net.node].id
      #expect(net.turns == !name.hasPrefix("h"))
      if name == "U" { #expect(net.gutter == 0 && net.edges.count == 5) }
      if name == "L" { #expect(net.gutter == 5 && net.edges.count == 4) }
      for edge in net.edges { #expect(nets.isStraight(edge) == name.hasPrefix("h")) }
    }
  }

  @Test func `Buses above one row have tracks of their own`() throws {
    let graph = try DirectedGraph.unrolled(steps: 3)
    let nets = try nets(graph)
    #expect(nets.tracksAbove == [0, 2, 1, 0])
    #expect(nets.tracksBelow == [0, 0, 1, 0])
    let h2 = try #require(graph.nodes.firstIndex { $0.id == "h2" })
    #expect(nets.entries[h2] == 2 && nets.leftEdges[h2].count == 1)
  }

  @Test(arguments: 0..<100 as Range<UInt64>) func `Just the edges that leave their column are in nets`(
    seed: UInt64
  ) throws {
    let graph = try DirectedGraph.randomLattice(seed: seed)
    let lattice = try TimeLattice(graph)
    let nets = try nets(graph)
    for edge in graph.edges.indices {
      let leaves = lattice.columns[graph.sources[edge]] != lattice.columns[graph.targets[edge]]
      #expect((nets.netOfEdge[edge] != nil) == leaves)
    }
    #expect(nets.nets.flatMap(\.edges).count == nets.netOfEdge.compactMap(\.self).count)
  }
}
