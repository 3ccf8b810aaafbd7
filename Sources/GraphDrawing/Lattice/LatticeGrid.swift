/// From where to where the columns, rows and gutters of a time lattice reach, and where lines run in them.
struct LatticeGrid {
  /// The rows, with room for the lines that run along them.
  private(set) var bands: RowBands
  /// The left side of each column.
  private(set) var lefts: [Double] = []
  /// The y of the columns' titles.
  let titleY: Double
  /// The right side of what all steps share.
  let sharedRight: Double
  /// The y of each node that all steps share.
  private(set) var sharedY: [Double]
  private(set) var size = Size(width: 0, height: 0)
  /// Where labels of loops begin.
  private(set) var loopLabelX = 0.0
  /// The x where each net runs up and down.
  private(set) var gutterX: [Double]

  /// The y of the lines that end at the left side of each node.
  private var leftPorts: [[Double]]
  private let graph: DirectedGraph
  private let lattice: TimeLattice
  private let nets: LatticeNets
  private let sizes: [Size]
  private let metrics: DrawingMetrics
  private var heights: [Double]

  init(
    _ graph: DirectedGraph, _ lattice: TimeLattice, _ columns: [LatticeColumn], _ patterns: [ColumnPattern],
    _ nets: LatticeNets, sizes: [Size], _ metrics: DrawingMetrics
  ) {
    self.graph = graph
    self.lattice = lattice
    self.nets = nets
    self.sizes = sizes
    self.metrics = metrics
    var rows = [RowBands.Row](repeating: .init(), count: lattice.rowCount)
    for pattern in patterns {
      let ways = pattern.ways(rowCount: rows.count)
      for row in rows.indices { rows[row].way = max(rows[row].way, ways[row]) }
      for (vertex, row) in pattern.layered.rows.enumerated() {
        rows[row].height = max(rows[row].height, pattern.contents.sizes[vertex].height)
      }
    }
    let gap = metrics.trackGap
    for row in rows.indices {
      let (above, below) = (nets.tracksAbove[row], nets.tracksBelow[row])
      rows[row].above = above == 0 ? 0 : Double(above) * gap + metrics.arrow.length + 2
      rows[row].below = below == 0 ? 0 : Double(below) * gap + metrics.bendRadius
    }
    heights = rows.map(\.height)
    titleY = metrics.margin + metrics.textSize * metrics.lineHeight / 2
    bands = RowBands(rows, top: metrics.margin + 2 * metrics.textSize * metrics.lineHeight, metrics)
    let shared = graph.nodes.indices.filter { lattice.columns[$0] == nil }
    sharedRight = metrics.margin + (shared.map { sizes[$0].width }.max() ?? 0)
    leftPorts = [[Double]](repeating: [], count: graph.nodes.count)
    sharedY = [Double](repeating: 0, count: graph.nodes.count)
    gutterX = [Double](repeating: 0, count: nets.nets.count)
    placeShared(shared)
    placeLeftPorts()
    placeColumns(columns.map { patterns[$0.pattern].width })
    let bottom = shared.map { sharedY[$0] + sizes[$0].height / 2 }.max() ?? 0
    size.height = max(bands.bottom, bottom) + metrics.margin
  }

  /// The y of a track above a row.
  func y(above row: Int, track: Int) -> Double { bands.tops[row] + metrics.trackGap * (Double(track) + 0.5) }

  /// The y of a track below a row.
  func y(below row: Int, track: Int) -> Double {
    bands.middle(row) + heights[row] / 2 + metrics.bendRadius + metrics.trackGap * (Double(track) + 0.5)
  }

  /// The y at which an edge leaves for the gutter.
  func departure(of edge: Int) -> Double {
    let source = graph.sources[edge]
    switch nets.departures[edge] {
    case .right:
      guard lattice.columns[source] == nil else { return bands.middle(lattice.rows[source]) }
      // Where a line is almost straight, it is.
      let bus = arrival(of: edge)
      return abs(bus - sharedY[source]) < metrics.bendRadius ? bus : sharedY[source]
    case .bottom(_, let track): return y(below: lattice.rows[source], track: track)
    }
  }

  /// The y at which an edge comes from the gutter.
  func arrival(of edge: Int) -> Double {
    let target = graph.targets[edge]
    switch nets.arrivals[edge] {
    case .left(let entry): return leftPorts[target][entry]
    case .top(_, let track): return y(above: lattice.rows[target], track: track)
    }
  }

  /// Puts what all steps share one below the other, each as near as possible to the rows that use it.
  private mutating func placeShared(_ shared: [Int]) {
    var wishes = [Double](repeating: 0, count: graph.nodes.count)
    for net in nets.nets where lattice.columns[net.node] == nil {
      wishes[net.node] = net.edges.reduce(0) { $0 + arrival(of: $1) } / Double(net.edges.count)
    }
    let order = shared.sorted { (wishes[$0], $0) < (wishes[$1], $1) }
    let gap = (shared.map { sizes[$0].height }.max() ?? 0) + metrics.trackGap
    let places = PortPlacement.places(
      for: order.map { .init(place: wishes[$0], weight: 1) }, gap: gap, in: -1e9...1e9)
    for (node, place) in zip(order, places) { sharedY[node] = place }
    let top = shared.map { sharedY[$0] - sizes[$0].height / 2 }.min() ?? metrics.margin
    let way = max(0, metrics.margin - top)
    bands = bands.moved(by: way)
    for node in shared { sharedY[node] += way }
  }

  /// At the left side of a node a straight line ends in the middle, the others beside it.
  private mutating func placeLeftPorts() {
    for node in graph.nodes.indices where !nets.leftEdges[node].isEmpty {
      let middle = bands.middle(lattice.rows[node])
      let wishes = nets.leftEdges[node].map {
        PortPlacement.Wish(place: middle, weight: nets.isStraight($0) ? 1000 : 1)
      }
      let reach = sizes[node].height / 2 - 5
      leftPorts[node] = PortPlacement.places(for: wishes, gap: metrics.portGap, in: middle - reach...middle + reach)
    }
  }

  /// Gives the nets of each gutter tracks in an order in which few of them cross: of those that go up, the one that
  /// begins highest is furthest left, of those that go down the one that begins lowest.
  private mutating func placeColumns(_ widths: [Double]) {
    var turning = [[Int]](repeating: [], count: widths.count + 1)
    for (index, net) in nets.nets.enumerated() where net.turns { turning[net.gutter].append(index) }
    var x = sharedRight
    for gutter in turning.indices {
      let keys = turning[gutter].map { index in
        let edges = nets.nets[index].edges
        let from = edges.reduce(0) { $0 + departure(of: $1) } / Double(edges.count)
        let to = edges.reduce(0) { $0 + arrival(of: $1) } / Double(edges.count)
        return (isDown: to > from ? 1 : 0, place: to > from ? -from : from, index: index)
      }.sorted { ($0.isDown, $0.place, $0.index) < ($1.isDown, $1.place, $1.index) }
      for (track, key) in keys.enumerated() {
        gutterX[key.index] = x + metrics.nodeGap / 2 + metrics.trackGap * Double(track)
      }
      guard gutter < widths.count else {
        if !keys.isEmpty { x += metrics.nodeGap / 2 + metrics.trackGap * Double(keys.count - 1) }
        loopLabelX = x + metrics.trackGap / 2
        // Loops have their labels beside them.
        let loops = graph.edges.filter { $0.delay > 0 }.compactMap(\.label)
        let widest = loops.map { metrics.label(TextMetrics.shortened($0, to: metrics.longestLine)).width }.max()
        if let widest { x = loopLabelX + widest }
        break
      }
      let isEmptyStart = gutter == 0 && keys.isEmpty
      if !isEmptyStart {
        x += metrics.nodeGap + metrics.arrow.length + metrics.trackGap * Double(max(0, keys.count - 1))
      }
      lefts.append(x)
      x += widths[gutter]
    }
    size.width = x + metrics.margin
  }
}
