import Testing

@testable import GraphDrawing

@Suite struct LatticeGridTests {
  @Test func `Tracks lie between the boxes of a row and those above it`() throws {
    let graph = try DirectedGraph.unrolled(steps: 4)
    let metrics = DrawingMetrics()
    let lattice = try TimeLattice(graph)
    let contents = graph.nodes.map { NodeContent($0, metrics) }
    let (columns, patterns) = LatticeColumn.all(in: graph, lattice, contents: contents, metrics)
    let everywhere = [Bool](repeating: true, count: graph.nodes.count)
    let nets = LatticeNets(
      graph, lattice, isFirst: everywhere, isLast: everywhere, leftRoom: [Int](repeating: 2, count: graph.nodes.count))
    let sizes = contents.map(\.size)
    let grid = LatticeGrid(graph, lattice, columns, patterns, nets, sizes: sizes, metrics)
    for row in 0..<lattice.rowCount {
      let height =
        graph.nodes.indices.filter { lattice.columns[$0] != nil && lattice.rows[$0] == row }
        .map { sizes[$0].height }.max() ?? 0
      for track in 0..<nets.tracksAbove[row] {
        let y = grid.y(above: row, track: track)
        #expect(y > grid.bands.tops[row] && y < grid.bands.middle(row) - height / 2 - metrics.arrow.length)
      }
      for track in 0..<nets.tracksBelow[row] {
        let y = grid.y(below: row, track: track)
        #expect(y > grid.bands.middle(row) + height / 2 && y < grid.bands.bottoms[row])
      }
    }
    #expect(zip(grid.lefts, grid.lefts.dropFirst()).allSatisfy { $0 < $1 })
    for (index, net) in nets.nets.enumerated() where net.turns {
      #expect(grid.gutterX[index] < grid.lefts[net.gutter])
      #expect(grid.gutterX[index] > (net.gutter == 0 ? grid.sharedRight : grid.lefts[net.gutter - 1]))
    }
  }
}
