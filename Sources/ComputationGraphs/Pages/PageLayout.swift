import GraphDrawing
import JSONTree

/// Where everything stands on a page, in pixels before any zoom.
struct PageLayout {
  private let layout: GraphLayout
  private let metrics: DrawingMetrics
  private let edgeCount: Int

  /// Lays out a drawing.
  ///
  /// - Throws: ``GraphError/cycle(_:)``.
  init(_ drawing: DirectedGraph, engine: LayoutEngine = .automatic) throws(GraphError) {
    var metrics = DrawingMetrics()
    // Between two nodes there has to be room for what their edge carries.
    metrics.nodeGap = 56
    metrics.rowGap.least = 40
    self.metrics = metrics
    layout = try drawing.layout(engine, metrics: metrics)
    edgeCount = drawing.edges.count
  }

  /// The boxes; the strokes, in which lines that edges share stand once; for each edge its whole way, or null where that is
  /// its stroke; and what is written above columns.
  ///
  /// A way is x, y, and then for each piece 0 and the end of a straight line, or 1 and the six numbers of a cubic curve.
  var json: JSONValue {
    var strokes = [LinePath?](repeating: nil, count: edgeCount)
    for stroke in layout.strokes where stroke.head != nil { strokes[stroke.edge] = stroke.path }
    let ways = (0..<edgeCount).map { edge in
      let path = layout.path(ofEdge: edge)
      return path == strokes[edge] ? JSONValue.null : Self.way(path)
    }
    let columns = layout.labels.filter { $0.edge == nil }
    return .record(
      ("size", .coordinates([layout.size.width, layout.size.height])),
      ("shortening", .coordinates([metrics.arrow.length / 2])),
      ("boxes", .coordinates(layout.boxes.flatMap { [$0.x, $0.y, $0.size.width, $0.size.height] })),
      (
        "strokes",
        .record(
          ("edge", .integers(layout.strokes.map(\.edge))),
          ("head", .integers(layout.strokes.map { $0.head == nil ? 0 : 1 })),
          ("way", .array(layout.strokes.map { Self.way($0.path) })))
      ), ("ways", .array(ways)), ("columns", .array(columns.map { .string($0.text) })),
      ("columnPlaces", .coordinates(columns.flatMap { [$0.x, $0.y] })))
  }

  private static func way(_ path: LinePath) -> JSONValue {
    var numbers = [path.start.x, path.start.y]
    for piece in path.pieces {
      switch piece {
      case .line(let end): numbers += [0, end.x, end.y]
      case .curve(let first, let second, let end): numbers += [1, first.x, first.y, second.x, second.y, end.x, end.y]
      }
    }
    return .coordinates(numbers)
  }

  /// What takes the room in a node that its name, its value and its gradient need.
  static func lines(_ node: ComputationGraph.Node) -> [String] {
    guard !node.names.isEmpty else { return node.lines }
    let count = node.shape.reduce(1, *)
    // The page writes up to three elements with three digits each, and of more the shape.
    let value =
      count == 2 || count == 3 ? "[\([String](repeating: "−0.0000", count: count).joined(separator: " "))]" : number
    return [node.names.joined(separator: " = "), value, "∂ \(value)"]
  }

  /// The same for what is rolled up.
  static func lines(_ group: RolledGraph.Group) -> [String] { [group.name + "tt", number, "∂ \(number)"] }

  /// As wide as the page writes a number.
  private static var number: String { "−0.00000" }
}
