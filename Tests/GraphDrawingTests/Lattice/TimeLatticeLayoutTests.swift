import Testing

@testable import GraphDrawing

@Suite struct TimeLatticeLayoutTests {
  private let metrics = DrawingMetrics()

  @Test func `Steps are columns, and equal steps look equal`() throws {
    let graph = try DirectedGraph.unrolled(steps: 9)
    let layout = try graph.layout(.timeLattice)
    func box(_ id: String) throws -> GraphLayout.Box {
      layout.boxes[try #require(graph.nodes.firstIndex { $0.id == id })]
    }
    for row in ["x", "h", "o"] { #expect(Set(try (2...8).map { try box("\(row)\($0)").y }).count == 1) }
    #expect(try box("h0").y == box("h1").y)
    #expect(try box("x2").y < box("h2").y && box("h2").y < box("o2").y && box("o9").y < box("L").y)
    let distances = try (3...8).map { try box("h\($0)").x - box("h\($0 - 1)").x }
    #expect(distances.allSatisfy { abs($0 - distances[0]) < 1e-9 && $0 > 0 })
    #expect(try ["U", "V", "W"].allSatisfy { try box($0).right < box("h0").left })
    let titles = layout.labels.filter { $0.edge == nil }.map(\.text)
    #expect(titles == (0...9).map { "t = \($0)" })
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func `No two boxes overlap, and all is inside`(seed: UInt64) throws {
    let layout = try DirectedGraph.randomLattice(seed: seed).layout(.timeLattice)
    for (index, a) in layout.boxes.enumerated() {
      #expect(a.left >= 0 && a.top >= 0 && a.right <= layout.size.width && a.bottom <= layout.size.height)
      for b in layout.boxes[..<index] {
        #expect(a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top)
      }
    }
    for stroke in layout.strokes {
      for point in stroke.path.samples {
        #expect(point.x >= 0 && point.x <= layout.size.width && point.y >= 0 && point.y <= layout.size.height)
      }
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func `Every edge leads from its source to its target`(seed: UInt64) throws
  {
    let graph = try DirectedGraph.randomLattice(seed: seed)
    let layout = try graph.layout(.timeLattice)
    for edge in graph.edges.indices {
      let path = layout.path(ofEdge: edge)
      #expect(touches(path.start, layout.boxes[graph.sources[edge]], within: 8))
      #expect(touches(path.end, layout.boxes[graph.targets[edge]], within: metrics.arrow.length / 2 + 1e-6))
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func `No line touches a box that is not its own`(seed: UInt64) throws {
    let graph = try DirectedGraph.randomLattice(seed: seed)
    let layout = try graph.layout(.timeLattice)
    for edge in graph.edges.indices {
      let samples = layout.path(ofEdge: edge).samples
      for (index, box) in layout.boxes.enumerated() where ![graph.sources[edge], graph.targets[edge]].contains(index) {
        #expect(
          !samples.contains { touches($0, box, within: -0.1) }, "\(graph.edges[edge]) touches \(graph.nodes[index].id)")
      }
    }
  }

  @Test(arguments: 0..<100 as Range<UInt64>) func `What is drawn shows every edge to its end`(seed: UInt64) throws {
    let graph = try DirectedGraph.randomLattice(seed: seed, labels: false)
    let layout = try graph.layout(.timeLattice)
    let tips = layout.strokes.compactMap(\.head?.tip)
    for edge in graph.edges.indices {
      let end = layout.path(ofEdge: edge).end
      #expect(tips.contains { abs($0.x - end.x) + abs($0.y - end.y) < metrics.arrow.length / 2 + 1e-6 })
      // Every point of the edge's way lies on something drawn.
      let drawn = layout.strokes.flatMap(\.path.samples)
      #expect(drawn.contains { abs($0.x - end.x) + abs($0.y - end.y) < 1e-6 })
    }
  }

  @Test func `Labels stand inside the drawing`() throws {
    let graph = try DirectedGraph.randomLattice(seed: 3)
    let layout = try graph.layout(.timeLattice)
    #expect(layout.labels.filter { $0.edge != nil }.count == graph.edges.filter { $0.label != nil }.count)
  }

  @Test func `A long sequence costs a line and a little for each edge`() throws {
    let sizes = try [500, 1000].map { steps in
      try DirectedGraph.unrolled(steps: steps).layout(.timeLattice).strokes.reduce(0) { $0 + $1.path.pieces.count }
    }
    #expect(sizes[1] < 2 * sizes[0] + 100)
  }

  private func touches(_ point: Point, _ box: GraphLayout.Box, within distance: Double) -> Bool {
    point.x >= box.left - distance && point.x <= box.right + distance && point.y >= box.top - distance
      && point.y <= box.bottom + distance
  }
}
