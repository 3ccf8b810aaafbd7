/// Lays out an unrolled network over time: a column for each step, the same rows in all of them, and what they share once,
/// at the left, each with a bus along the rows that use it.
///
/// Inside a column nodes are ordered and placed as in a layered drawing (``LayeredLayout``), steps of equal structure
/// alike. Lines between columns run at right angles, in tracks of their own.
///
/// - Complexity: Near linear in nodes and edges.
struct TimeLatticeLayout {
  let layout: GraphLayout

  init(_ graph: DirectedGraph, _ lattice: TimeLattice, _ metrics: DrawingMetrics) {
    let contents = graph.nodes.map { NodeContent($0, metrics) }
    let (columns, patterns) = LatticeColumn.all(in: graph, lattice, contents: contents, metrics)
    var isFirst = [Bool](repeating: true, count: graph.nodes.count)
    var isLast = isFirst
    var sizes = contents.map(\.size)
    for column in columns {
      let pattern = patterns[column.pattern]
      for (place, node) in column.nodes.enumerated() {
        isFirst[node] = pattern.isFirst[place]
        isLast[node] = pattern.isLast[place]
        sizes[node] = pattern.contents.sizes[place]
      }
    }
    let nets = LatticeNets(
      graph, lattice, isFirst: isFirst, isLast: isLast, leftRoom: sizes.map { max(1, Int($0.height / 12)) })

    let grid = LatticeGrid(graph, lattice, columns, patterns, nets, sizes: sizes, metrics)
    let bands = grid.bands
    var boxes: [GraphLayout.Box] = graph.nodes.indices.map { node in
      GraphLayout.Box(
        x: grid.sharedRight - sizes[node].width / 2, y: grid.sharedY[node], size: sizes[node],
        cornerRadius: contents[node].cornerRadius, lines: contents[node].lines)
    }
    var lines: [LayeredLayout.Line] = []
    var strokes: [GraphLayout.Stroke] = []
    var labels: [GraphLayout.Label] = []
    var ways = [GraphLayout.Way?](repeating: nil, count: graph.edges.count)
    var entries = [[Double]](repeating: [], count: graph.nodes.count)
    var exits = entries
    for (index, column) in columns.enumerated() {
      let pattern = patterns[column.pattern]
      let x = pattern.x.map { $0 + grid.lefts[index] }
      for (place, node) in column.nodes.enumerated() {
        (boxes[node].x, boxes[node].y) = (x[place], bands.middle(lattice.rows[node]))
      }
      let routing = LineRouting(
        pattern.layered, pattern.contents, x: x, bands, metrics, entries: column.nodes.map { nets.entries[$0] },
        exits: column.nodes.map { nets.exits[$0] })
      for (place, node) in column.nodes.enumerated() {
        (entries[node], exits[node]) = (routing.entries[place], routing.exits[place])
      }
      for (place, edge) in column.edges.enumerated() {
        ways[edge] = .lines(pattern.layered.ways[place].moved(by: lines.count))
      }
      for line in routing.lines {
        let moved = LayeredLayout.Line(edge: column.edges[line.edge], stops: line.stops, hasArrow: line.hasArrow)
        lines.append(moved)
        strokes.append(.init(moved, metrics))
      }
      for (vertex, kind) in pattern.layered.kinds.enumerated() {
        guard case .label(let place) = kind, let text = graph.edges[column.edges[place]].label else { continue }
        labels.append(
          .init(
            edge: column.edges[place], x: x[vertex], y: bands.middle(pattern.layered.rows[vertex]),
            text: TextMetrics.shortened(text, to: metrics.longestLine), size: pattern.contents.sizes[vertex]))
      }
      let title = lattice.titles[index]
      labels.append(
        .init(
          edge: nil, x: grid.lefts[index] + pattern.width / 2, y: grid.titleY, text: title, size: metrics.label(title)))
    }

    var routing = LatticeRouting(graph, lattice, nets, grid, boxes: boxes, entries: entries, exits: exits, metrics)
    for net in nets.nets.indices { routing.route(net) }
    strokes += routing.strokes
    labels += routing.labels
    let whole = ways.indices.map { ways[$0] ?? .path(routing.paths[$0]) }
    layout = GraphLayout(
      size: grid.size, boxes: boxes, strokes: strokes, labels: labels, ways: whole, lines: lines, metrics)
  }
}
