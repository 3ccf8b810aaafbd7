import Testing

@testable import GraphDrawing

@Suite struct DirectedGraphFoldingTests {
  @Test func `A thousand steps become a few, and a node that says what it stands for`() throws {
    let graph = try DirectedGraph.unrolled(steps: 1000)
    let folded = graph.folded()
    #expect(folded.nodes.count < 40)
    let block = try #require(folded.nodes.first { $0.id.hasPrefix("steps") })
    #expect(block.id == "steps 4 to 996" && block.lines == ["⋯", "steps 4 to 996,", "993 alike"])
    #expect(Set(folded.edges.filter { $0.target == block.id }.map(\.source)) == ["U", "V", "W", "h3"])
    #expect(Set(folded.edges.filter { $0.source == block.id }.map(\.target)) == ["h997", "L"])
    #expect(try folded.layout().labels.map(\.text).contains("t = 4 … 996 (× 993)"))
  }

  @Test func `Short runs and other graphs stay whole`() throws {
    let short = try DirectedGraph.unrolled(steps: 13)
    #expect(short.folded() == short)
    #expect(short.folded(runsLongerThan: 5).nodes.count < short.nodes.count)
    let plain = try DirectedGraph.recurrentNetwork(steps: 30)
    #expect(plain.folded() == plain)
  }

  @Test func `A step that differs is never hidden`() throws {
    let graph = try DirectedGraph.unrolled(steps: 100)
    let changed = try DirectedGraph(nodes: graph.nodes, edges: graph.edges + [.init(from: "x50", to: "o50")])
    let folded = changed.folded()
    #expect(folded.edges.contains { $0.source == "x50" && $0.target == "o50" })
    #expect(folded.nodes.filter { $0.id.hasPrefix("steps") }.map(\.id) == ["steps 4 to 47", "steps 53 to 96"])
  }

  @Test(arguments: 0..<100 as Range<UInt64>) func `What folding leaves is still drawn over time`(seed: UInt64) throws {
    let graph = try DirectedGraph.randomLattice(seed: seed, stepLimit: 30)
    let folded = graph.folded(runsLongerThan: 0)
    #expect(folded.nodes.count <= graph.nodes.count)
    #expect(try folded.layout(.timeLattice).boxes.count == folded.nodes.count)
  }

  @Test func `A name that is taken is not taken twice`() throws {
    let graph = try DirectedGraph.unrolled(steps: 40)
    let other = try DirectedGraph(
      nodes: graph.nodes + [.init(id: "steps 4 to 36")], edges: graph.edges + [.init(from: "steps 4 to 36", to: "L")])
    #expect(other.folded().nodes.contains { $0.id == "steps 4 to 36′" })
  }
}
