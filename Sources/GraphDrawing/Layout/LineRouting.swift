/// Leads the lines of a drawing from box to box.
///
/// Inside a row a line runs straight down, so it cannot touch a node of the row; sideways it goes between rows only.
struct LineRouting {
  private(set) var lines: [LayeredLayout.Line] = []
  /// Where further lines end at the top of each node, from left to right.
  let entries: [[Double]]
  /// Where further lines begin at the bottom of each node, from left to right.
  let exits: [[Double]]

  /// - Parameters:
  ///   - x: The x of each vertex.
  ///   - entries: How many lines from elsewhere end at the top of each node; they come from the left.
  ///   - exits: How many lines to elsewhere begin at the bottom of each node; they leave to the right.
  init(
    _ layered: LayeredGraph, _ contents: VertexContents, x: [Double], _ bands: RowBands, _ metrics: DrawingMetrics,
    entries: [Int] = [], exits: [Int] = []
  ) {
    let bottom = Ports(layered, contents, x: x, metrics, side: .bottom, further: exits)
    let top = Ports(layered, contents, x: x, metrics, side: .top, further: entries)
    let (starts, ends) = (bottom.ofStrokes, top.ofStrokes)
    (self.entries, self.exits) = (top.further, bottom.further)
    lines.reserveCapacity(layered.strokes.count)
    for (index, stroke) in layered.strokes.enumerated() {
      var stops: [LayeredLayout.Stop] = []
      stops.reserveCapacity(stroke.vertices.count)
      for (position, vertex) in stroke.vertices.enumerated() {
        let row = layered.rows[vertex]
        let halfHeight = contents.sizes[vertex].height / 2
        if position == 0 {
          // Lines start under the box, so that they touch it at rounded corners too.
          let top = halfHeight > 0 ? bands.middle(row) + halfHeight - contents.cornerRadii[vertex] : bands.bottoms[row]
          stops.append(.init(x: starts[index], top: top, bottom: bands.bottoms[row]))
        } else if position == stroke.vertices.count - 1 {
          let bottom = halfHeight > 0 ? bands.middle(row) - halfHeight : bands.tops[row]
          let room = stroke.reachesTarget ? metrics.arrow.length : 0
          stops.append(.init(x: ends[index], top: min(bands.tops[row], bottom - room), bottom: bottom))
        } else {
          stops.append(.init(x: x[vertex], top: bands.tops[row], bottom: bands.bottoms[row]))
        }
      }
      lines.append(.init(edge: stroke.edge, stops: stops, hasArrow: stroke.reachesTarget))
    }
  }
}

/// Where lines touch one side of the nodes.
private struct Ports {
  enum Side { case top, bottom }

  /// The x where each stroke ends at the given side of a node, in the order of where the strokes come from; elsewhere
  /// the x of the vertex itself.
  private(set) var ofStrokes: [Double]
  /// The x of the further lines of each node.
  private(set) var further: [[Double]]

  init(
    _ layered: LayeredGraph, _ contents: VertexContents, x: [Double], _ metrics: DrawingMetrics, side: Side,
    further counts: [Int]
  ) {
    let vertices = layered.strokes.map { side == .bottom ? $0.vertices[0] : $0.vertices[$0.vertices.count - 1] }
    let partners = layered.strokes.map { side == .bottom ? $0.vertices[1] : $0.vertices[$0.vertices.count - 2] }
    // Between two nodes the straightest line is the one in the middle; a bend stays where it is.
    let aims = zip(vertices, partners).map { vertex, partner in
      layered.kinds[partner] == .node ? (x[vertex] + x[partner]) / 2 : x[partner]
    }
    ofStrokes = vertices.map { x[$0] }
    further = [[Double]](repeating: [], count: counts.count)
    let strokesOf = Adjacency(count: layered.kinds.count, owners: vertices, neighbours: Array(vertices.indices))
    for vertex in layered.kinds.indices where layered.kinds[vertex] == .node {
      let count = vertex < counts.count ? counts[vertex] : 0
      guard strokesOf.degree(vertex) + count > 0 else { continue }
      let strokes = strokesOf[vertex].map(\.vertex).sorted { (aims[$0], $0) < (aims[$1], $1) }
      let halfWidth = contents.sizes[vertex].width / 2
      let reach = max(0, halfWidth - (side == .top ? contents.cornerRadii[vertex] + 2 : 6))
      let wishes = strokes.map { stroke in
        let offset = aims[stroke] - x[vertex]
        // What can run straight should; what cannot starts half-way to the corner, where a curve looks best.
        return abs(offset) <= reach
          ? PortPlacement.Wish(place: aims[stroke], weight: 1000)
          : PortPlacement.Wish(place: x[vertex] + (offset < 0 ? -reach : reach) / 2, weight: 1)
      }
      let offset = strokes.isEmpty ? 0 : (side == .top ? -reach : reach) / 2
      let others = [PortPlacement.Wish](repeating: .init(place: x[vertex] + offset, weight: 1), count: count)
      let places = PortPlacement.places(
        for: side == .top ? others + wishes : wishes + others, gap: metrics.portGap,
        in: x[vertex] - reach...x[vertex] + reach)
      for (stroke, place) in zip(strokes, side == .top ? places.suffix(strokes.count) : places.prefix(strokes.count)) {
        ofStrokes[stroke] = place
      }
      if count > 0 { further[vertex] = Array(side == .top ? places.prefix(count) : places.suffix(count)) }
    }
  }
}
