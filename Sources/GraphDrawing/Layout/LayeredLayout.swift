/// Where everything of a layered drawing is: boxes in rows from top to bottom, and lines between them.
///
/// Coordinates are pixels; x grows to the right, y downward. The cost is near linear in nodes and edges.
package struct LayeredLayout: Sendable {
  /// The size of the whole drawing.
  package let size: Size
  /// The box of each node of the graph, in the graph's order.
  package let boxes: [Box]
  /// The lines of the edges. Edges may share lines: each edge's way is one line, or two that meet.
  package let lines: [Line]
  /// The labels of edges, each in the middle of its line.
  package let labels: [Label]

  /// A node's rectangle, and what is written in it.
  package struct Box: Sendable {
    package let x: Double
    package let y: Double
    package let size: Size
    package let cornerRadius: Double
    package let lines: [String]

    package var left: Double { x - size.width / 2 }
    package var right: Double { x + size.width / 2 }
    package var top: Double { y - size.height / 2 }
    package var bottom: Double { y + size.height / 2 }
  }

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

  /// The text on an edge, and the middle of it.
  package struct Label: Sendable {
    package let edge: Int
    package let x: Double
    package let y: Double
    package let text: String
    package let size: Size
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
      Box(
        x: x[node], y: bands.middle(layered.rows[node]), size: contents.sizes[node],
        cornerRadius: contents.cornerRadii[node], lines: contents.lines[node])
    }
    labels = (graph.nodes.count..<layered.rowVertexCount).compactMap { vertex in
      guard case .label(let edge) = layered.kinds[vertex] else { return nil }
      return Label(
        edge: edge, x: x[vertex], y: bands.middle(layered.rows[vertex]), text: contents.lines[vertex][0],
        size: contents.sizes[vertex])
    }
    lines = LineRouting(layered, contents, x: x, bands, metrics).lines
    size = Size(width: right + metrics.margin, height: bands.bottom + metrics.margin)
  }
}
