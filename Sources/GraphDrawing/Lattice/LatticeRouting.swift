/// Leads the lines of a time lattice that leave their column.
struct LatticeRouting {
  private(set) var strokes: [GraphLayout.Stroke] = []
  /// The labels of these lines, each at the end of its line.
  private(set) var labels: [GraphLayout.Label] = []
  /// The whole way of each edge; empty inside a column.
  private(set) var paths: [LinePath]

  private let graph: DirectedGraph
  private let lattice: TimeLattice
  private let nets: LatticeNets
  private let grid: LatticeGrid
  private let boxes: [GraphLayout.Box]
  private let entries: [[Double]]
  private let exits: [[Double]]
  private let metrics: DrawingMetrics

  /// - Parameters:
  ///   - entries: The x of the lines that end at the top of each node.
  ///   - exits: The x of the lines that begin at the bottom of each node.
  init(
    _ graph: DirectedGraph, _ lattice: TimeLattice, _ nets: LatticeNets, _ grid: LatticeGrid,
    boxes: [GraphLayout.Box], entries: [[Double]], exits: [[Double]], _ metrics: DrawingMetrics
  ) {
    self.graph = graph
    self.lattice = lattice
    self.nets = nets
    self.grid = grid
    self.boxes = boxes
    self.entries = entries
    self.exits = exits
    self.metrics = metrics
    paths = [LinePath](repeating: LinePath(roundedAt: [], radius: 0), count: graph.edges.count)
  }

  /// Leads the lines of a net. Of those that share a bus, the longest is drawn whole, the others from or to the bus.
  mutating func route(_ index: Int) {
    let net = nets.nets[index]
    let lines = net.edges.map { edge in
      Line(
        edge: edge, begin: beginning(of: edge), end: ending(of: edge), isSource: net.hub == .source,
        gutter: grid.gutterX[index])
    }
    var drawn: Set<Double> = []
    for line in lines.sorted(by: { ($0.reach, $0.edge) < ($1.reach, $1.edge) }) {
      let (begin, end) = (line.begin, line.end)
      var corners = begin
      if !nets.isStraight(line.edge) {
        let gutter = grid.gutterX[index]
        corners += [Point(x: gutter, y: begin[begin.count - 1].y), Point(x: gutter, y: end[0].y)]
      }
      corners += end
      let head = GraphLayout.Head(tip: corners[corners.count - 1], direction: end.count == 1 ? .right : .down)
      paths[line.edge] = path(corners)
      if drawn.insert(line.busY).inserted || net.hub == .source && end.count == 1 {
        strokes.append(.init(edge: line.edge, path: paths[line.edge], head: head))
      } else if net.hub == .source {
        let isRight = end[0].x > grid.gutterX[index]
        let start = Point(x: end[0].x + (isRight ? -metrics.bendRadius : metrics.bendRadius), y: end[0].y)
        strokes.append(.init(edge: line.edge, path: path([start] + end), head: head))
      } else if begin.count > 1 {
        let last = begin[begin.count - 1]
        let stop = Point(x: last.x + metrics.bendRadius, y: last.y)
        strokes.append(
          .init(edge: line.edge, path: LinePath(roundedAt: begin + [stop], radius: metrics.bendRadius), head: nil))
      }
      addLabel(line.edge, at: corners)
    }
  }

  /// The line of an edge before and behind the gutter.
  private struct Line {
    let edge: Int
    let begin: [Point]
    let end: [Point]
    let isSource: Bool
    let gutter: Double

    /// The y of the bus that it shares with other lines of its net.
    var busY: Double { isSource ? end[0].y : begin[begin.count - 1].y }
    /// Less, the further it follows the bus.
    var reach: Double { isSource ? -abs(end[0].x - gutter) : begin[0].x }
  }

  /// The corners before the gutter.
  private func beginning(of edge: Int) -> [Point] {
    let source = graph.sources[edge]
    let y = grid.departure(of: edge)
    switch nets.departures[edge] {
    // A line may begin beside the middle of a rounded box, so it begins under it.
    case .right: return [Point(x: boxes[source].right - abs(y - boxes[source].y), y: y)]
    case .bottom(let exit, _):
      let x = exits[source][exit]
      return [Point(x: x, y: boxes[source].bottom), Point(x: x, y: y)]
    }
  }

  /// The corners behind the gutter.
  private func ending(of edge: Int) -> [Point] {
    let target = graph.targets[edge]
    let y = grid.arrival(of: edge)
    switch nets.arrivals[edge] {
    case .left: return [Point(x: boxes[target].left, y: y)]
    case .top(let entry, _):
      let x = entries[target][entry]
      return [Point(x: x, y: y), Point(x: x, y: boxes[target].top)]
    }
  }

  private func path(_ corners: [Point]) -> LinePath {
    LinePath(roundedAt: corners, radius: metrics.bendRadius, shortening: metrics.arrow.length / 2)
  }

  /// Writes an edge's label above its last piece, or beside it where that leads down; that of a loop, once for all its
  /// lines, beside where it turns back.
  private mutating func addLabel(_ edge: Int, at corners: [Point]) {
    guard let label = graph.edges[edge].label, let end = corners.last else { return }
    let text = TextMetrics.shortened(label, to: metrics.longestLine)
    let size = metrics.label(text)
    let place: Point
    if graph.edges[edge].delay > 0 {
      place = Point(x: grid.loopLabelX + size.width / 2, y: grid.departure(of: edge))
      guard !labels.contains(where: { $0.text == text && $0.y == place.y }) else { return }
    } else {
      let isLevel = corners.count > 1 && abs(corners[corners.count - 2].y - end.y) < 0.05
      place = Point(
        x: end.x - size.width / 2 - (isLevel ? metrics.arrow.length : 0), y: end.y - size.height / 2 - 1)
    }
    labels.append(.init(edge: edge, x: place.x, y: place.y, text: text, size: size))
  }
}
