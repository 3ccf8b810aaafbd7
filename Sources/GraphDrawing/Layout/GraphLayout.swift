/// Where everything of a drawing is, whichever engine laid it out: what SVG, PDF, TikZ and pages are written from.
///
/// Coordinates are pixels; x grows to the right, y downward.
package struct GraphLayout: Sendable {
  /// The size of the whole drawing.
  package let size: Size
  /// The box of each node of the graph, in the graph's order.
  package let boxes: [Box]
  /// What is drawn for the edges. Edges may share lines, so one may have less than its whole way here.
  package let strokes: [Stroke]
  /// The labels of edges, each in the middle of its line, and those of the columns.
  package let labels: [Label]

  private let ways: [Way]
  private let lines: [LayeredLayout.Line]
  private let shortening: Double

  /// A node's rectangle, and what is written in it.
  package struct Box: Sendable {
    package var x: Double
    package var y: Double
    package let size: Size
    package let cornerRadius: Double
    package let lines: [String]

    package var left: Double { x - size.width / 2 }
    package var right: Double { x + size.width / 2 }
    package var top: Double { y - size.height / 2 }
    package var bottom: Double { y + size.height / 2 }
  }

  /// A line to draw.
  package struct Stroke: Sendable {
    /// The edge that the line belongs to; one of those that share it.
    package let edge: Int
    package let path: LinePath
    /// The arrow head at the end of the line, if it has one.
    package let head: Head?
  }

  /// An arrow head.
  package struct Head: Sendable {
    package let tip: Point
    package let direction: Direction
  }

  /// Where an arrow head points to.
  package enum Direction: Sendable { case down, right }

  /// A text on a line or above a column, and its middle.
  package struct Label: Sendable {
    /// The edge that it belongs to, if it is not a column's.
    package let edge: Int?
    package var x: Double
    package var y: Double
    package let text: String
    package let size: Size
  }

  /// The way of an edge: a path of its own, or parts of lines that other edges take too.
  enum Way: Sendable {
    case path(LinePath)
    case lines(LayeredLayout.Way)
  }

  init(
    size: Size, boxes: [Box], strokes: [Stroke], labels: [Label], ways: [Way], lines: [LayeredLayout.Line],
    _ metrics: DrawingMetrics
  ) {
    self.size = size
    self.boxes = boxes
    self.strokes = strokes
    self.labels = labels
    self.ways = ways
    self.lines = lines
    shortening = metrics.arrow.length / 2
  }

  /// The whole way of an edge from its source to its target, whatever it shares with others.
  ///
  /// - Complexity: Linear in the number of rows that the edge passes.
  package func path(ofEdge edge: Int) -> LinePath {
    switch ways[edge] {
    case .path(let path): return path
    case .lines(let way):
      let stops = [way.first, way.second].compactMap(\.self).flatMap { lines[$0.stroke].stops[$0.stops] }
      return LinePath(through: stops, shortening: shortening)
    }
  }
}

extension GraphLayout {
  /// A layered drawing.
  init(_ layout: LayeredLayout, _ metrics: DrawingMetrics) {
    self.init(
      size: layout.size, boxes: layout.boxes, strokes: layout.lines.map { Stroke($0, metrics) }, labels: layout.labels,
      ways: layout.ways.map { .lines($0) }, lines: layout.lines, metrics)
  }
}

extension GraphLayout.Stroke {
  /// A line of a layered drawing.
  init(_ line: LayeredLayout.Line, _ metrics: DrawingMetrics) {
    edge = line.edge
    path = LinePath(through: line.stops, shortening: line.hasArrow ? metrics.arrow.length / 2 : 0)
    head = line.stops.last.flatMap {
      line.hasArrow ? .init(tip: Point(x: $0.x, y: $0.bottom), direction: .down) : nil
    }
  }
}

extension DirectedGraph {
  /// Lays out the graph.
  ///
  /// - Throws: ``GraphError/cycle(_:)`` when the graph has a cycle; for a time lattice also
  ///   ``GraphError/noTimeSteps`` and ``GraphError/backwardInTime(_:from:to:)``.
  /// - Complexity: Near linear in nodes and edges.
  package func layout(
    _ engine: LayoutEngine = .automatic, metrics: DrawingMetrics = DrawingMetrics()
  ) throws(GraphError) -> GraphLayout {
    switch engine {
    case .layered:
      return GraphLayout(try LayeredLayout(self, metrics: metrics), metrics)
    case .timeLattice:
      return TimeLatticeLayout(self, try TimeLattice(self), metrics).layout
    case .automatic:
      guard let lattice = try? TimeLattice(self) else { return try layout(.layered, metrics: metrics) }
      return TimeLatticeLayout(self, lattice, metrics).layout
    }
  }
}
