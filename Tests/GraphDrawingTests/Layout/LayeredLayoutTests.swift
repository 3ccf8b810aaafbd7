import Testing

@testable import GraphDrawing

@Suite struct LayeredLayoutTests {
  /// What sums of heights may be off by rounding.
  private let rounding = 1e-6

  @Test(arguments: 0..<200 as Range<UInt64>) func `No two boxes overlap, and all are inside`(seed: UInt64) throws {
    let layout = try LayeredLayout(DirectedGraph.random(seed: seed))
    for (index, a) in layout.boxes.enumerated() {
      #expect(a.left >= 0 && a.top >= 0 && a.right <= layout.size.width && a.bottom <= layout.size.height)
      for b in layout.boxes[..<index] {
        #expect(a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top)
      }
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func `Lines lead down, from source to target`(seed: UInt64) throws {
    let graph = try DirectedGraph.random(seed: seed)
    let layout = try LayeredLayout(graph)
    for line in layout.lines {
      let (source, target) = (layout.boxes[graph.sources[line.edge]], layout.boxes[graph.targets[line.edge]])
      for (stop, next) in zip(line.stops, line.stops.dropFirst()) { #expect(stop.bottom < next.top) }
      for stop in line.stops {
        #expect(stop.top <= stop.bottom + rounding)
        #expect(stop.x >= 0 && stop.x <= layout.size.width)
      }
      let (first, last) = (try #require(line.stops.first), try #require(line.stops.last))
      #expect(first.bottom >= source.bottom - rounding)
      #expect(last.top <= target.top + rounding)
      if line.hasArrow {
        #expect(abs(last.bottom - target.top) < rounding)
        #expect(last.x >= target.left && last.x <= target.right)
      }
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func `No line touches a box that is not its own`(seed: UInt64) throws {
    let graph = try DirectedGraph.random(seed: seed)
    let layout = try LayeredLayout(graph)
    for line in layout.lines {
      let ends = [graph.sources[line.edge], graph.targets[line.edge]]
      for (index, box) in layout.boxes.enumerated() where !ends.contains(index) {
        for stop in line.stops {
          #expect(
            stop.x < box.left || stop.x > box.right || stop.bottom <= box.top + rounding
              || stop.top >= box.bottom - rounding)
        }
        // Between stops a line stays between the rows.
        for (stop, next) in zip(line.stops, line.stops.dropFirst()) {
          #expect(next.top <= box.top + rounding || stop.bottom >= box.bottom - rounding)
        }
      }
    }
  }

  @Test func `Parallel edges have lines of their own`() throws {
    let layout = try LayeredLayout(DirectedGraph.of("y-z", "y-z"))
    #expect(layout.lines.count == 2)
    #expect(abs(layout.lines[0].stops[0].x - layout.lines[1].stops[0].x) > 5)
  }

  @Test func `A label stands between the two parts of its line`() throws {
    let graph = try DirectedGraph(
      nodes: [.init(id: "a"), .init(id: "b")], edges: [.init(from: "a", to: "b", label: "∂b/∂a")])
    let layout = try LayeredLayout(graph)
    let label = try #require(layout.labels.first)
    #expect(label.text == "∂b/∂a")
    #expect(layout.lines.count == 2)
    #expect(layout.lines[0].stops.last.map { $0.bottom <= label.y - label.size.height / 2 } == true)
    #expect(layout.lines[1].stops.first.map { $0.top >= label.y + label.size.height / 2 } == true)
  }

  @Test func `Lanes are beside the boxes`() throws {
    // 60 inputs that the first node needs late: more bends than the limit allows.
    let count = 3000
    let graph = try DirectedGraph(
      nodes: (0..<2 * count).map { .init(id: "\($0)") },
      edges: (1..<count).map { .init(from: "\($0 - 1)", to: "\($0)") }
        + (0..<count).map { .init(from: "\($0)", to: "\(2 * count - 1 - $0)") }
        + (count + 1..<2 * count).map { .init(from: "\($0 - 1)", to: "\($0)") })
    let layout = try LayeredLayout(graph)
    let right = try #require(layout.boxes.map(\.right).max())
    let beside = layout.lines.filter { line in line.stops.contains { $0.x > right } }
    #expect(beside.count > 1000)
    #expect(layout.lines.allSatisfy { line in line.stops.allSatisfy { $0.x < layout.size.width } })
    #expect(layout.lines.reduce(0) { $0 + $1.stops.count } < 10 * (graph.nodes.count + graph.edges.count))
  }

  @Test func `A cycle is refused by its name`() throws {
    let graph = try DirectedGraph.of("a-b", "b-a")
    #expect(throws: GraphError.cycle(["b", "a"])) { try LayeredLayout(graph) }
  }

  @Test func `Nothing, and one node`() throws {
    let metrics = DrawingMetrics()
    let empty = try LayeredLayout(DirectedGraph(nodes: [], edges: []))
    #expect(empty.size == Size(width: 2 * metrics.margin, height: 2 * metrics.margin))
    let one = try LayeredLayout(DirectedGraph(nodes: [.init(id: "a")], edges: []))
    #expect(one.boxes[0].left == metrics.margin)
    #expect(abs(one.boxes[0].top - metrics.margin) < rounding)
    #expect(one.size.width == one.boxes[0].size.width + 2 * metrics.margin)
  }
}
