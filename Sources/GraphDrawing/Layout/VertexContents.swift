/// What is written in each vertex of a layered graph, and the room that it takes.
struct VertexContents {
  private(set) var lines: [[String]]
  private(set) var sizes: [Size]
  private(set) var cornerRadii: [Double]

  /// Vertices that take no room yet.
  init(count: Int) {
    lines = [[String]](repeating: [], count: count)
    sizes = [Size](repeating: Size(width: 0, height: 0), count: count)
    cornerRadii = [Double](repeating: 0, count: count)
  }

  /// Makes a vertex large enough for a content of this size.
  mutating func makeRoom(_ vertex: Int, _ size: Size, cornerRadius: Double) {
    sizes[vertex].width = max(sizes[vertex].width, size.width)
    sizes[vertex].height = max(sizes[vertex].height, size.height)
    cornerRadii[vertex] = max(cornerRadii[vertex], cornerRadius)
  }

  init(_ graph: DirectedGraph, _ layered: LayeredGraph, _ metrics: DrawingMetrics) {
    self.init(count: layered.kinds.count)
    for (vertex, kind) in layered.kinds.enumerated() {
      switch kind {
      case .node:
        let content = NodeContent(graph.nodes[vertex], metrics)
        lines[vertex] = content.lines
        sizes[vertex] = content.size
        cornerRadii[vertex] = content.cornerRadius
      case .label(let edge):
        let text = TextMetrics.shortened(graph.edges[edge].label ?? "", to: metrics.longestLine)
        lines[vertex] = [text]
        sizes[vertex] = metrics.label(text)
      case .bend, .lane:
        break
      }
    }
  }
}

/// What is written in the box of a node, and the box's size and shape.
struct NodeContent {
  let lines: [String]
  let size: Size
  let cornerRadius: Double

  init(_ node: DirectedGraph.Node, _ metrics: DrawingMetrics) {
    lines = node.lines.map { TextMetrics.shortened($0, to: metrics.longestLine) }
    size = metrics.box(around: lines)
    let isVariable = node.role == .leaf || node.role == .constant
    cornerRadius = isVariable ? min(size.height / 2, 18) : 5
  }
}
