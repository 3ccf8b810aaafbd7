import Testing

@testable import GraphDrawing

@Suite struct EdgeBundleTests {
  @Test func `Edges over several rows are joined where more of them meet`() throws {
    // u reaches x, y, z; p, q reach z together with u.
    let graph = try DirectedGraph.of("u-x", "u-y", "u-z", "p-z", "q-z", "u-n")
    let ids = graph.nodes.map(\.id)
    let row = ["u": 0, "n": 1, "x": 2, "y": 3, "z": 5, "p": 1, "q": 2]
    let bundles = EdgeBundle.all(
      nodeCount: graph.nodes.count, sources: graph.sources, targets: graph.targets,
      hasLabel: graph.edges.map { $0.label != nil }, rows: ids.map { row[$0] ?? -1 })
    #expect(
      bundles == [
        EdgeBundle(hub: .source, edges: [0, 1, 2], rows: 1..<5), EdgeBundle(hub: .target, edges: [3, 4], rows: 2..<5),
      ])
  }

  @Test func `The longest bundles are taken out first`() {
    let lengths = [3, 9, 4, 9, 1]
    var bundles = lengths.map { EdgeBundle(hub: .source, edges: [$0], rows: 0..<$0) }
    let taken = EdgeBundle.takeLongest(from: &bundles, keeping: 10)
    #expect(taken.map(\.rows.count) == [9, 9])
    #expect(bundles.map(\.rows.count) == [3, 4, 1])
    #expect(EdgeBundle.takeLongest(from: &bundles, keeping: 8).isEmpty)
  }

  @Test(arguments: 0..<50 as Range<UInt64>) func `Bundles in one lane do not meet, and no lane is wasted`(seed: UInt64)
  {
    var numbers = SeededNumbers(state: seed)
    let bundles = (0..<60).map { _ in
      let start = Int.random(in: 0..<100, using: &numbers)
      return EdgeBundle(hub: .source, edges: [], rows: start..<start + Int.random(in: 1..<20, using: &numbers))
    }
    let lanes = EdgeBundle.lanes(for: bundles)
    for a in bundles.indices {
      for b in bundles.indices where a < b && lanes[a] == lanes[b] {
        #expect(!bundles[a].rows.overlaps(bundles[b].rows))
      }
    }
    let busiest = (0..<120).map { row in bundles.filter { $0.rows.contains(row) }.count }.max()
    #expect(Set(lanes).count == busiest)
  }
}
