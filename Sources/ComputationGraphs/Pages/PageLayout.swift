import GraphDrawing
import JSONTree

/// Where everything stands on a page, in pixels before any zoom.
struct PageLayout {
  /// The boxes, and the whole way of each edge.
  let json: JSONValue

  /// Lays out a drawing.
  ///
  /// - Throws: ``GraphError/cycle(_:)``.
  init(_ drawing: DirectedGraph) throws(GraphError) {
    let layout = try LayeredLayout(drawing)
    let ways: [JSONValue] = zip(drawing.sources, drawing.targets).map { source, target in
      let (a, b) = (layout.boxes[source], layout.boxes[target])
      let middle = (a.bottom + b.top) / 2
      return .coordinates([a.x, a.bottom, 1, a.x, middle, b.x, middle, b.x, b.top])
    }
    json = .record(
      ("size", .coordinates([layout.size.width, layout.size.height])), ("shortening", .integer(0)),
      ("boxes", .coordinates(layout.boxes.flatMap { [$0.x, $0.y, $0.size.width, $0.size.height] })),
      (
        "strokes",
        .record(
          ("edge", .integers(ways.indices)), ("head", .integers(ways.map { _ in 1 })), ("way", .array(ways)))
      ), ("ways", .array(ways.map { _ in .null })))
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
