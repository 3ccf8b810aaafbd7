/// The edges of a time lattice that leave their column, gathered in nets: the lines that belong to one node.
///
/// What several later steps use leaves its node once and runs along the rows where it is used, as a bus; what one node
/// gathers from several steps before runs along their rows in the same way. Lines run sideways in tracks above and below
/// the boxes of a row, and up and down in the gutters between columns, so they touch no box and cross at right angles.
struct LatticeNets {
  /// The edges that one node sends out (its `hub` is their source) or gathers.
  struct Net {
    let hub: EdgeBundle.Hub
    let node: Int
    /// The gutter where the net runs up and down; the one before column g has the number g.
    let gutter: Int
    fileprivate(set) var edges: [Int] = []
    /// Whether it needs a track in the gutter.
    fileprivate(set) var turns = false
  }

  /// How an edge begins.
  enum Departure {
    case right
    /// At this exit at the bottom of the source, to this track below its row.
    case bottom(exit: Int, track: Int)
  }

  /// How an edge ends.
  enum Arrival {
    /// At this entry at the left side of the target.
    case left(entry: Int)
    /// At this entry at the top of the target, from this track above its row.
    case top(entry: Int, track: Int)
  }

  private(set) var nets: [Net] = []
  /// The net of each edge; nil inside a column.
  private(set) var netOfEdge: [Int?]
  private(set) var departures: [Departure]
  private(set) var arrivals: [Arrival]
  /// How many lines from other columns end at the top of each node, and begin at its bottom.
  private(set) var entries: [Int]
  private(set) var exits: [Int]
  /// The lines that end at the left side of each node: the edges (one for each), from the top.
  private(set) var leftEdges: [[Int]]
  /// How many tracks there are above and below each row.
  private(set) var tracksAbove: [Int]
  private(set) var tracksBelow: [Int]

  private let graph: DirectedGraph
  private let lattice: TimeLattice

  /// - Parameters:
  ///   - isFirst: Whether each node is the first of its row in its column.
  ///   - isLast: Whether each node is the last of its row in its column.
  ///   - leftRoom: How many lines may end at the left side of each node.
  init(_ graph: DirectedGraph, _ lattice: TimeLattice, isFirst: [Bool], isLast: [Bool], leftRoom: [Int]) {
    self.graph = graph
    self.lattice = lattice
    netOfEdge = [Int?](repeating: nil, count: graph.edges.count)
    departures = [Departure](repeating: .right, count: graph.edges.count)
    arrivals = [Arrival](repeating: .left(entry: 0), count: graph.edges.count)
    entries = [Int](repeating: 0, count: graph.nodes.count)
    exits = entries
    leftEdges = [[Int]](repeating: [], count: graph.nodes.count)
    tracksAbove = [Int](repeating: 0, count: lattice.rowCount)
    tracksBelow = tracksAbove
    gather()
    chooseLeftEntries(isFirst: isFirst, isLast: isLast, room: leftRoom)
    var tracks = TrackAssignment(rowCount: lattice.rowCount)
    let requests = requestTracks(isLast: isLast, &tracks)
    tracks.assign()
    (tracksAbove, tracksBelow) = (tracks.countsAbove, tracks.countsBelow)
    numberPorts(requests, tracks)
  }

  /// Whether the edge is a straight line from one column to the next, in one row.
  func isStraight(_ edge: Int) -> Bool {
    guard let net = netOfEdge[edge], nets[net].hub == .source, case .right = departures[edge],
      case .left = arrivals[edge], lattice.columns[graph.sources[edge]] != nil
    else { return false }
    let (source, target) = (graph.sources[edge], graph.targets[edge])
    return lattice.rows[source] == lattice.rows[target]
      && leftEdges[target].first { lattice.rows[graph.sources[$0]] == lattice.rows[target] } == edge
  }

  /// Puts every edge that leaves its column into a net. A node gathers edges if more columns meet there than are reached
  /// from their source.
  private mutating func gather() {
    // Of edges to the next column, however many, one counts.
    var leaving = [(near: Int, far: Int)](repeating: (0, 0), count: graph.nodes.count)
    var arriving = leaving
    for edge in graph.edges.indices {
      guard let span = span(edge), span > 0 else { continue }
      let (source, target) = (graph.sources[edge], graph.targets[edge])
      leaving[source] = span == 1 ? (1, leaving[source].far) : (leaving[source].near, leaving[source].far + 1)
      arriving[target] = span == 1 ? (1, arriving[target].far) : (arriving[target].near, arriving[target].far + 1)
    }
    var netOfSource = [Int?](repeating: nil, count: graph.nodes.count)
    var netOfTarget = netOfSource
    for edge in graph.edges.indices {
      let (source, target) = (graph.sources[edge], graph.targets[edge])
      guard span(edge) != 0 || graph.edges[edge].delay > 0, let end = lattice.columns[target] else { continue }
      let start = lattice.columns[source]
      let isNextInRow = span(edge) == 1 && lattice.rows[source] == lattice.rows[target]
      let meets =
        start != nil && !isNextInRow
        && arriving[target].near + arriving[target].far > leaving[source].near + leaving[source].far
      let net = (meets ? netOfTarget[target] : netOfSource[source]) ?? nets.count
      if net == nets.count {
        if meets { netOfTarget[target] = net } else { netOfSource[source] = net }
        nets.append(
          Net(hub: meets ? .target : .source, node: meets ? target : source, gutter: meets ? end : (start ?? -1) + 1))
      }
      nets[net].edges.append(edge)
      netOfEdge[edge] = net
    }
  }

  /// Over how many columns an edge leads; nil if its source has no column.
  private func span(_ edge: Int) -> Int? {
    guard let start = lattice.columns[graph.sources[edge]], let end = lattice.columns[graph.targets[edge]] else {
      return nil
    }
    return end - start
  }

  /// A line from the gutter before a column may end at the left side of the first node in a row.
  private mutating func chooseLeftEntries(isFirst: [Bool], isLast: [Bool], room: [Int]) {
    /// Marks edges that end at the top, until their tracks are known.
    let top = Arrival.top(entry: 0, track: 0)
    // Straight lines come first: they have the best reason.
    let ordered = nets.indices.flatMap { net in nets[net].edges.map { (net, $0) } }
    var isChosen = [Bool](repeating: false, count: graph.edges.count)
    for wantsStraight in [true, false] {
      for (net, edge) in ordered where !isChosen[edge] {
        let (source, target) = (graph.sources[edge], graph.targets[edge])
        let isNear = nets[net].hub == .target || (span(edge) == 1)
        let isStraight =
          nets[net].hub == .source && isNear && isLast[source] && lattice.rows[source] == lattice.rows[target]
        guard isStraight == wantsStraight else { continue }
        isChosen[edge] = true
        arrivals[edge] = top
        guard isNear, isFirst[target] else { continue }
        if nets[net].hub == .target, let first = nets[net].edges.first, first != edge {
          arrivals[edge] = arrivals[first]
        } else if leftEdges[target].count < room[target] {
          arrivals[edge] = .left(entry: leftEdges[target].count)
          leftEdges[target].append(edge)
        }
      }
    }
    for target in leftEdges.indices where leftEdges[target].count > 1 {
      leftEdges[target].sort { (lattice.rows[graph.sources[$0]], $0) < (lattice.rows[graph.sources[$1]], $1) }
    }
    for target in leftEdges.indices {
      for (entry, edge) in leftEdges[target].enumerated() {
        let net = netOfEdge[edge].map { nets[$0] }
        for other in net?.hub == .target ? net?.edges ?? [] : [edge] { arrivals[other] = .left(entry: entry) }
      }
    }
  }

  /// A line at the top or the bottom of a node that waits for its track.
  private struct Request {
    let node: Int
    let track: Int
    let edges: [Int]
    let isEntry: Bool
  }

  /// Asks for a track for every part of a net along a row. Places along a row are counted in halves of columns: gutters
  /// are even.
  private mutating func requestTracks(isLast: [Bool], _ tracks: inout TrackAssignment) -> [Request] {
    var requests: [Request] = []
    for index in nets.indices {
      let net = nets[index]
      let isShared = lattice.columns[net.node] == nil
      switch net.hub {
      case .source:
        nets[index].turns = true
        if !isShared && !isLast[net.node] {
          let track = tracks.request(
            row: lattice.rows[net.node], isAbove: false, from: 2 * net.gutter - 1, to: 2 * net.gutter, isBus: false)
          requests.append(Request(node: net.node, track: track, edges: net.edges, isEntry: false))
        }
        var byRow: [Int: [Int]] = [:]
        for edge in net.edges {
          if case .top = arrivals[edge] { byRow[lattice.rows[graph.targets[edge]], default: []].append(edge) }
        }
        for (row, edges) in byRow.sorted(by: { $0.key < $1.key }) {
          // A loop leads back into its own column, before the gutter.
          let ends = edges.compactMap { lattice.columns[graph.targets[$0]] }
          let (first, last) = (ends.min() ?? 0, ends.max() ?? 0)
          let track = tracks.request(
            row: row, isAbove: true, from: min(2 * net.gutter, 2 * first + 1), to: max(2 * net.gutter, 2 * last + 1),
            isBus: isShared || last > net.gutter)
          for edge in edges {
            requests.append(Request(node: graph.targets[edge], track: track, edges: [edge], isEntry: true))
          }
        }
      case .target:
        nets[index].turns = true
        if let first = net.edges.first, case .top = arrivals[first] {
          let track = tracks.request(
            row: lattice.rows[net.node], isAbove: true, from: 2 * net.gutter, to: 2 * net.gutter + 1, isBus: false)
          requests.append(Request(node: net.node, track: track, edges: net.edges, isEntry: true))
        }
        var byRow: [Int: [Int]] = [:]
        for edge in net.edges { byRow[lattice.rows[graph.sources[edge]], default: []].append(edge) }
        for (row, edges) in byRow.sorted(by: { $0.key < $1.key }) {
          let start = edges.compactMap { lattice.columns[graph.sources[$0]] }.min() ?? 0
          let track = tracks.request(
            row: row, isAbove: false, from: 2 * start + 1, to: 2 * net.gutter, isBus: true)
          for edge in edges {
            requests.append(Request(node: graph.sources[edge], track: track, edges: [edge], isEntry: false))
          }
        }
      }
    }
    return requests
  }

  /// Numbers the lines at the top and at the bottom of each node from left to right: the nearer a track is to the box, the
  /// further left its line ends, and the further right it begins, so that they do not cross.
  private mutating func numberPorts(_ requests: [Request], _ tracks: TrackAssignment) {
    let order = requests.indices.sorted {
      (-tracks.tracks[requests[$0].track], $0) < (-tracks.tracks[requests[$1].track], $1)
    }
    for index in order {
      let request = requests[index]
      let track = tracks.tracks[request.track]
      if request.isEntry {
        for edge in request.edges { arrivals[edge] = .top(entry: entries[request.node], track: track) }
        entries[request.node] += 1
      } else {
        for edge in request.edges { departures[edge] = .bottom(exit: exits[request.node], track: track) }
        exits[request.node] += 1
      }
    }
    for index in nets.indices { nets[index].turns = !nets[index].edges.allSatisfy(isStraight) }
  }
}
