/// The inside of one column of a time lattice: what belongs to one time step.
struct LatticeColumn {
  /// The nodes of the column, by their positions in the graph.
  private(set) var nodes: [Int] = []
  /// The edges that do not leave the column, by their positions in the graph; those that come from the column before,
  /// through other nodes or at once, first.
  private(set) var edges: [Int] = []
  /// How the nodes are arranged; equal for columns of equal structure.
  private(set) var pattern: Int = 0

  /// All columns of a lattice, and the patterns that occur in them.
  ///
  /// - Complexity: Linear in nodes and edges; each pattern is laid out once.
  static func all(
    in graph: DirectedGraph, _ lattice: TimeLattice, contents: [NodeContent], _ metrics: DrawingMetrics
  ) -> (columns: [LatticeColumn], patterns: [ColumnPattern]) {
    var columns = [LatticeColumn](repeating: LatticeColumn(), count: lattice.steps.count)
    var places = [Int](repeating: 0, count: graph.nodes.count)
    for (node, column) in lattice.columns.enumerated() {
      guard let column else { continue }
      places[node] = columns[column].nodes.count
      columns[column].nodes.append(node)
    }
    let comesFromBefore = nodesFromBefore(graph, lattice)
    for isFirst in [true, false] {
      for edge in graph.edges.indices where comesFromBefore[graph.sources[edge]] == isFirst {
        guard graph.edges[edge].delay == 0, let column = lattice.columns[graph.sources[edge]],
          lattice.columns[graph.targets[edge]] == column
        else { continue }
        columns[column].edges.append(edge)
      }
    }

    var patterns: [ColumnPattern] = []
    var known: [[Int]: Int] = [:]
    for column in columns.indices {
      let nodes = columns[column].nodes
      let ends = columns[column].edges.map { (places[graph.sources[$0]], places[graph.targets[$0]]) }
      let labels = columns[column].edges.map { graph.edges[$0].label }
      var key = [nodes.count]
      for node in nodes {
        key += [lattice.rows[node], contents[node].lines.count, contents[node].cornerRadius == 5 ? 0 : 1]
      }
      for (end, label) in zip(ends, labels) { key += [end.0, end.1, label == nil ? 0 : 1] }
      let pattern = known[key] ?? patterns.count
      if pattern == patterns.count {
        known[key] = pattern
        patterns.append(
          ColumnPattern(rows: nodes.map { lattice.rows[$0] }, rowCount: lattice.rowCount, edges: ends, labels: labels))
      }
      columns[column].pattern = pattern
      patterns[pattern].makeRoom(for: nodes.map { contents[$0] }, labels: labels, metrics)
    }
    for pattern in patterns.indices { patterns[pattern].arrange(metrics) }
    return (columns, patterns)
  }

  /// Which nodes depend, inside their column, on something from a column before.
  private static func nodesFromBefore(_ graph: DirectedGraph, _ lattice: TimeLattice) -> [Bool] {
    var comesFromBefore = [Bool](repeating: false, count: graph.nodes.count)
    var waiting: [Int] = []
    var inside = Array(graph.edges.indices)
    inside.removeAll { edge in
      let (source, target) = (graph.sources[edge], graph.targets[edge])
      guard let start = lattice.columns[source] else { return true }
      guard start != lattice.columns[target] || graph.edges[edge].delay > 0 else { return false }
      if !comesFromBefore[target] { waiting.append(target) }
      comesFromBefore[target] = true
      return true
    }
    let outgoing = Adjacency(
      count: graph.nodes.count, owners: inside.map { graph.sources[$0] }, neighbours: inside.map { graph.targets[$0] })
    while let node = waiting.popLast() {
      for link in outgoing[node] where !comesFromBefore[link.vertex] {
        comesFromBefore[link.vertex] = true
        waiting.append(link.vertex)
      }
    }
    return comesFromBefore
  }
}
