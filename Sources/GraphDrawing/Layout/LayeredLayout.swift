/// Where everything of a layered drawing is: boxes in rows from top to bottom, and lines between them.
///
/// Coordinates are pixels; x grows to the right, y downward. The cost is near linear in nodes and edges.
package struct LayeredLayout: Sendable {
  /// The size of the whole drawing.
  package let size: Size
  /// The box of each node of the graph, in the graph's order.
  package let boxes: [GraphLayout.Box]
  /// The lines of the edges. Edges may share lines: each edge's way is one line, or two that meet.
  package let lines: [Line]
  /// The labels of edges, each in the middle of its line.
  package let labels: [GraphLayout.Label]
  /// The way of each edge along the lines.
  let ways: [Way]

  /// A line that runs straight down at each stop and swings from each stop to the next.
  package struct Line: Sendable {
    package let edge: Int
    package let stops: [Stop]
    /// Whether the line ends in an arrow head, whose tip is at the end of the last stop.
    package let hasArrow: Bool
  }

  /// A vertical part of a line.
  package struct Stop: Sendable {
    package let x: Double
    package let top: Double
    package let bottom: Double
  }

  /// The way of an edge: one line, or two that meet, or parts of them.
  package struct Way: Sendable {
    let first: Part
    let second: Part?

    /// The same way along lines whose numbers are greater by `offset`.
    func moved(by offset: Int) -> Way {
      Way(first: first.moved(by: offset), second: second?.moved(by: offset))
    }
  }

  /// From which to which of its stops a line is followed.
  struct Part: Sendable {
    let stroke: Int
    let stops: ClosedRange<Int>

    func moved(by offset: Int) -> Part { Part(stroke: stroke + offset, stops: stops) }
  }

  /// Lays out `graph`.
  ///
  /// - Throws: ``GraphError/cycle(_:)`` when the graph has a cycle.
  package init(_ graph: DirectedGraph, metrics: DrawingMetrics = DrawingMetrics()) throws(GraphError) {
    let layered = LayeredGraph(graph, try Layering(graph))
    let contents = VertexContents(graph, layered, metrics)
    let order = CrossingReduction(layered).order
    let halfWidths = contents.sizes.prefix(layered.rowVertexCount).map { $0.width / 2 }
    var x = HorizontalPlacement(layered, order, halfWidths: halfWidths, spacing: metrics).x.map { $0 + metrics.margin }

    var right = zip(x, halfWidths).map { $0 + $1 }.max() ?? metrics.margin
    for vertex in layered.rowVertexCount..<layered.kinds.count {
      guard case .lane(let lane) = layered.kinds[vertex] else { continue }
      x.append(right + Double(lane + 1) * metrics.bendGap)
    }
    right += Double(layered.laneCount) * metrics.bendGap
    let bands = RowBands(layered, contents, x: x, metrics)

    boxes = graph.nodes.indices.map { node in
      GraphLayout.Box(
        x: x[node], y: bands.middle(layered.rows[node]), size: contents.sizes[node],
        cornerRadius: contents.cornerRadii[node], lines: contents.lines[node])
    }
    labels = (graph.nodes.count..<layered.rowVertexCount).compactMap { vertex in
      guard case .label(let edge) = layered.kinds[vertex] else { return nil }
      return GraphLayout.Label(
        edge: edge, x: x[vertex], y: bands.middle(layered.rows[vertex]), text: contents.lines[vertex][0],
        size: contents.sizes[vertex])
    }
    ways = layered.ways
    lines = LineRouting(layered, contents, x: x, bands, metrics).lines
    size = Size(width: right + metrics.margin, height: bands.bottom + metrics.margin)
  }
}
