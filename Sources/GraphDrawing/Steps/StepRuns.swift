/// The runs of time steps of a graph that are alike: what folding and rolling up may take together.
///
/// Two steps are alike if they have the same nodes, in roles, rows and shapes, and each of these has the same edges: inside
/// the step, to the steps before and after, from what all steps share, and to the same nodes far off. Names and values may
/// differ.
struct StepRuns {
  let lattice: TimeLattice
  /// The nodes of each column.
  private(set) var nodes: [[Int]]
  /// The place of each node in its column.
  private(set) var places: [Int]
  /// The columns of each run, in order; a column that is like none of its neighbours is a run of its own.
  private(set) var runs: [Range<Int>] = []

  /// - Throws: As ``TimeLattice``.
  /// - Complexity: Linear in nodes and edges.
  init(_ graph: DirectedGraph) throws(GraphError) {
    lattice = try TimeLattice(graph)
    nodes = [[Int]](repeating: [], count: lattice.steps.count)
    places = [Int](repeating: 0, count: graph.nodes.count)
    for node in graph.nodes.indices {
      guard let column = lattice.columns[node] else { continue }
      places[node] = nodes[column].count
      nodes[column].append(node)
    }
    let incoming = Adjacency(count: graph.nodes.count, owners: graph.targets, neighbours: graph.sources)
    let outgoing = Adjacency(count: graph.nodes.count, owners: graph.sources, neighbours: graph.targets)
    var texts: [String: Int] = [:]
    let signatures = nodes.indices.map { column in
      nodes[column].flatMap { node in
        [Self.kind(of: graph.nodes[node], &texts)] + links(incoming[node], at: column, areIncoming: true)
          + links(outgoing[node], at: column, areIncoming: false)
      }
    }
    var start = 0
    for column in nodes.indices {
      let next = column + 1
      let isContinued =
        next < nodes.count && signatures[next] == signatures[column]
        && lattice.steps[next] == lattice.steps[column] + 1
      if !isContinued {
        runs.append(start..<next)
        start = next
      }
    }
  }

  /// A number for what a node is, apart from its name or value.
  private static func kind(of node: DirectedGraph.Node, _ texts: inout [String: Int]) -> Int {
    let lines = node.role == .operation ? node.lines : Array(node.lines.dropFirst())
    var text = "\(node.role)\n\(node.lines.count)\n\(lines.joined(separator: "\n"))"
    if let row = node.place?.row { text += "\n\(row)" }
    let number = texts[text] ?? texts.count
    texts[text] = number
    return number
  }

  /// The other ends of a node's edges, as seen from its column.
  private func links(_ links: ArraySlice<Adjacency.Link>, at column: Int, areIncoming: Bool) -> [Int] {
    [links.count]
      + links.flatMap { link -> [Int] in
        guard let other = lattice.columns[link.vertex] else { return [-1, link.vertex] }
        // The next step has its own nodes; far off, it must be the same node, such as a loss.
        return areIncoming || other - column <= 1 ? [other - column, places[link.vertex]] : [-2, link.vertex]
      }
  }
}
