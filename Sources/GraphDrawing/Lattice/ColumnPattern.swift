/// How the nodes of a column are arranged; columns of equal structure share it, so that equal steps look equal.
struct ColumnPattern {
  /// The nodes and edges of the column, by their places in it.
  let layered: LayeredGraph
  /// The room that each vertex takes: the most that it needs in any of the columns.
  private(set) var contents: VertexContents
  /// The x of each vertex; the leftmost touches 0.
  private(set) var x: [Double] = []
  private(set) var width = 0.0
  /// Whether each node is the first, and the last, in its row.
  private(set) var isFirst: [Bool]
  private(set) var isLast: [Bool]

  /// - Parameters:
  ///   - rows: The row of each node.
  ///   - edges: Source and target of each edge.
  ///   - labels: What is written on each edge.
  init(rows: [Int], rowCount: Int, edges: [(source: Int, target: Int)], labels: [String?]) {
    let hasLabel = labels.map { $0 != nil }
    layered = LayeredGraph(
      nodeCount: rows.count, sources: edges.map(\.source), targets: edges.map(\.target), hasLabel: hasLabel,
      Layering(rows: rows, count: rowCount), bendLimit: .max)
    contents = VertexContents(count: layered.kinds.count)
    isFirst = [Bool](repeating: false, count: rows.count)
    isLast = isFirst
  }

  /// Makes room for the nodes and labels of a column of this structure.
  mutating func makeRoom(for nodes: [NodeContent], labels: [String?], _ metrics: DrawingMetrics) {
    for (vertex, kind) in layered.kinds.enumerated() {
      switch kind {
      case .node: contents.makeRoom(vertex, nodes[vertex].size, cornerRadius: nodes[vertex].cornerRadius)
      case .label(let edge): contents.makeRoom(vertex, metrics.label(labels[edge] ?? ""), cornerRadius: 0)
      case .bend, .lane: break
      }
    }
  }

  /// Orders and places the vertices, once there is room for all columns.
  mutating func arrange(_ metrics: DrawingMetrics) {
    let order = CrossingReduction(layered).order
    for row in order.rows {
      let nodes = row.filter { layered.kinds[$0] == .node }
      if let first = nodes.first { isFirst[first] = true }
      if let last = nodes.last { isLast[last] = true }
    }
    let halfWidths = contents.sizes.map { $0.width / 2 }
    x = HorizontalPlacement(layered, order, halfWidths: halfWidths, spacing: metrics).x
    width = zip(x, halfWidths).map { $0 + $1 }.max() ?? 0
  }

  /// How far the lines between a row and the next go sideways, at most.
  func ways(rowCount: Int) -> [Double] {
    var ways = [Double](repeating: 0, count: rowCount)
    for (upper, lower) in zip(layered.uppers, layered.lowers) {
      ways[layered.rows[upper]] = max(ways[layered.rows[upper]], abs(x[upper] - x[lower]))
    }
    return ways
  }
}
