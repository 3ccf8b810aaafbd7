/// A graph cut at its rows: every segment of an edge leads from one row to the next, through bends where the edge
/// passes a row.
///
/// Edges over several rows that leave one node share a trunk that runs down until the last of them has branched off,
/// and edges that meet in one node are gathered by a trunk in the same way, whichever joins more edges. A line is
/// never shared in both ways, so what belongs together stays plain. Trunks are what keeps the drawing of an unrolled
/// network small: a weight that is used in each of n steps costs about n bends and not n² / 2.
///
/// Where trunks do not help enough, the longest ones do not pass through the rows but take a lane beside the drawing,
/// so that the number of bends stays linear in the size of the graph.
struct LayeredGraph {
  /// What a vertex is: the nodes of the graph come first, then bends and labels, then the vertices in lanes.
  enum Kind: Equatable {
    case node
    /// A point where an edge passes a row.
    case bend
    /// The label of this edge, in the middle of it.
    case label(edge: Int)
    /// A point of a lane beside the drawing; not part of any row.
    case lane(Int)
  }

  /// A line to draw: an edge, or a part of edges that share a trunk.
  struct Stroke {
    /// The vertices that the line connects, from top to bottom.
    var vertices: [Int]
    /// The edge that the line belongs to; of a trunk the one that follows it to the end.
    let edge: Int
    /// Whether the line ends at the edge's target, with an arrow head.
    let reachesTarget: Bool
  }

  private let sources: [Int]
  private let targets: [Int]
  private(set) var kinds: [Kind]
  /// The row of each vertex.
  private(set) var rows: [Int]
  private(set) var strokes: [Stroke] = []
  /// Along which strokes each edge runs.
  private(set) var ways: [LayeredLayout.Way]
  let rowCount: Int
  private(set) var laneCount = 0

  /// The segments between neighbouring rows: their ends above and below.
  private(set) var uppers: [Int] = []
  private(set) var lowers: [Int] = []

  /// How many vertices stand in rows; those in lanes come after them.
  private(set) var rowVertexCount = 0

  init(_ graph: DirectedGraph, _ layering: Layering, bendLimit: Int? = nil) {
    self.init(
      nodeCount: graph.nodes.count, sources: graph.sources, targets: graph.targets,
      hasLabel: graph.edges.map { $0.label != nil }, layering, bendLimit: bendLimit)
  }

  /// - Parameters:
  ///   - sources: The source of each edge.
  ///   - targets: The target of each edge.
  ///   - hasLabel: Whether each edge has a label.
  ///   - bendLimit: How many bends there may be before trunks take lanes.
  init(
    nodeCount: Int, sources: [Int], targets: [Int], hasLabel: [Bool], _ layering: Layering, bendLimit: Int? = nil
  ) {
    self.sources = sources
    self.targets = targets
    kinds = [Kind](repeating: .node, count: nodeCount)
    rows = layering.rows
    rowCount = layering.count
    // Every edge gets its way below: it passes a row in a bundle, or has a label, or else a stroke of its own.
    ways = [LayeredLayout.Way](
      repeating: .init(first: .init(stroke: 0, stops: 0...0), second: nil), count: sources.count)

    var bundles = EdgeBundle.all(
      nodeCount: nodeCount, sources: sources, targets: targets, hasLabel: hasLabel, rows: rows)
    let limit = bendLimit ?? (4 * (nodeCount + sources.count) + 2000)
    let beside = EdgeBundle.takeLongest(from: &bundles, keeping: limit)

    for edge in sources.indices {
      let (source, target) = (sources[edge], targets[edge])
      if hasLabel[edge] {
        addLabelled(edge, from: source, to: target)
      } else if rows[target] - rows[source] == 1 {
        ways[edge] = .init(first: .init(stroke: strokes.count, stops: 0...1), second: nil)
        strokes.append(Stroke(vertices: [source, target], edge: edge, reachesTarget: true))
      }
    }
    for bundle in bundles { add(bundle, lane: nil) }
    rowVertexCount = kinds.count
    for stroke in strokes {
      uppers += stroke.vertices.dropLast()
      lowers += stroke.vertices.dropFirst()
    }

    let lanes = EdgeBundle.lanes(for: beside)
    for (bundle, lane) in zip(beside, lanes) { add(bundle, lane: lane) }
    laneCount = (lanes.max() ?? -1) + 1
  }

  private mutating func addVertex(_ kind: Kind, row: Int) -> Int {
    kinds.append(kind)
    rows.append(row)
    return kinds.count - 1
  }

  /// An edge with a label has its line to itself: down to the label, and on from there.
  private mutating func addLabelled(_ edge: Int, from source: Int, to target: Int) {
    let middle = (rows[source] + rows[target]) / 2
    let above = (rows[source] + 1..<middle).map { addVertex(.bend, row: $0) }
    let label = addVertex(.label(edge: edge), row: middle)
    let below = (middle + 1..<rows[target]).map { addVertex(.bend, row: $0) }
    ways[edge] = .init(
      first: .init(stroke: strokes.count, stops: 0...above.count + 1),
      second: .init(stroke: strokes.count + 1, stops: 0...below.count + 1))
    strokes.append(Stroke(vertices: [source] + above + [label], edge: edge, reachesTarget: false))
    strokes.append(Stroke(vertices: [label] + below + [target], edge: edge, reachesTarget: true))
  }

  /// The trunk of `bundle`, which one of the longest edges follows from end to end, and a branch for each other edge.
  private mutating func add(_ bundle: EdgeBundle, lane: Int?) {
    let first = bundle.rows.lowerBound
    let last = bundle.rows.upperBound - 1
    let kind = lane.map(Kind.lane) ?? .bend
    // In a lane there is nothing to go round: the trunk needs its ends only.
    let trunkRows = lane == nil ? Array(bundle.rows) : first == last ? [first] : [first, last]
    let trunk = trunkRows.map { addVertex(kind, row: $0) }
    let furthest = bundle.hub == .source ? last : first
    let followed = bundle.edges.firstIndex { branchRow(of: $0, in: bundle) == furthest } ?? 0
    let trunkStroke = strokes.count + followed
    for (index, edge) in bundle.edges.enumerated() {
      guard index != followed else {
        ways[edge] = .init(first: .init(stroke: trunkStroke, stops: 0...trunk.count + 1), second: nil)
        let vertices = [sources[edge]] + trunk + [targets[edge]]
        strokes.append(Stroke(vertices: vertices, edge: edge, reachesTarget: true))
        continue
      }
      let row = branchRow(of: edge, in: bundle)
      let joint = lane == nil ? trunk[row - first] : addVertex(kind, row: row)
      let branch = LayeredLayout.Part(stroke: strokes.count, stops: 0...1)
      switch bundle.hub {
      case .source:
        let stop = lane == nil ? row - first + 1 : 1
        ways[edge] = .init(first: .init(stroke: trunkStroke, stops: 0...stop), second: branch)
        strokes.append(Stroke(vertices: [joint, targets[edge]], edge: edge, reachesTarget: true))
      case .target:
        let stop = lane == nil ? row - first + 1 : trunk.count
        ways[edge] = .init(first: branch, second: .init(stroke: trunkStroke, stops: stop...trunk.count + 1))
        strokes.append(Stroke(vertices: [sources[edge], joint], edge: edge, reachesTarget: false))
      }
    }
  }

  /// The row where an edge leaves or joins the trunk of its bundle.
  private func branchRow(of edge: Int, in bundle: EdgeBundle) -> Int {
    bundle.hub == .source ? rows[targets[edge]] - 1 : rows[sources[edge]] + 1
  }
}
