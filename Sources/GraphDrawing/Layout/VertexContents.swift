/// What is written in each vertex of a layered graph, and the room that it takes.
struct VertexContents {
  private(set) var lines: [[String]]
  private(set) var sizes: [Size]
  private(set) var cornerRadii: [Double]

  init(_ graph: DirectedGraph, _ layered: LayeredGraph, _ metrics: DrawingMetrics) {
    let none = Size(width: 0, height: 0)
    lines = [[String]](repeating: [], count: layered.kinds.count)
    sizes = [Size](repeating: none, count: layered.kinds.count)
    cornerRadii = [Double](repeating: 0, count: layered.kinds.count)
    for (vertex, kind) in layered.kinds.enumerated() {
      switch kind {
      case .node:
        let node = graph.nodes[vertex]
        lines[vertex] = node.lines.map { TextMetrics.shortened($0, to: metrics.longestLine) }
        sizes[vertex] = metrics.box(around: lines[vertex])
        let isVariable = node.role == .leaf || node.role == .constant
        cornerRadii[vertex] = isVariable ? min(sizes[vertex].height / 2, 18) : 5
      case .label(let edge):
        let text = TextMetrics.shortened(graph.edges[edge].label ?? "", to: metrics.longestLine)
        lines[vertex] = [text]
        sizes[vertex] = Size(
          width: TextMetrics.width(of: text, size: metrics.textSize) + 4,
          height: metrics.textSize * metrics.lineHeight + 2)
      case .bend, .lane:
        break
      }
    }
  }
}
