/// Which column and row of a time lattice each node of a graph stands in: columns are time steps, rows the depth inside
/// a step.
struct TimeLattice {
  /// The time steps, ascending: a column each.
  let steps: [Int]
  /// What is written above each column.
  let titles: [String]
  /// The column of each node; nil for what all steps share.
  let columns: [Int?]
  /// The row of each node, from the top; of no meaning for what is shared.
  let rows: [Int]
  /// The number of rows.
  let rowCount: Int

  /// Finds the places of all nodes. A node without a place of its own stands in the first column that uses it, or else
  /// in the last one that it uses.
  ///
  /// - Throws: ``GraphError/cycle(_:)``, ``GraphError/noTimeSteps``, ``GraphError/backwardInTime(_:from:to:)``.
  /// - Complexity: Near linear in nodes and edges.
  init(_ graph: DirectedGraph) throws(GraphError) {
    let ranges = Self.steps(of: graph)
    steps = ranges.keys.sorted()
    titles = steps.map { step in
      let last = ranges[step] ?? step
      return last == step ? "t = \(step)" : "t = \(step) … \(last) (× \(last - step + 1))"
    }
    let isLoop = steps.count == 1 && graph.edges.contains { $0.delay > 0 }
    guard steps.count > 1 || isLoop else { throw .noTimeSteps }
    let order = try graph.topologicalOrder(ignoringDelayed: isLoop)
    columns = Self.columns(of: graph, steps: steps, order: order)
    for (edge, ends) in zip(graph.edges, zip(graph.sources, graph.targets)) {
      guard let start = columns[ends.0], let end = columns[ends.1], start > end else { continue }
      throw .backwardInTime(edge, from: steps[start], to: steps[end])
    }
    let rows = LatticeRows(graph, columns: columns)
    self.rows = rows.rows
    rowCount = rows.count
  }

  /// The first step of each column, and the last one that it stands for.
  private static func steps(of graph: DirectedGraph) -> [Int: Int] {
    var steps: [Int: Int] = [:]
    for node in graph.nodes {
      switch node.place {
      case .step(let step, _): steps[step] = max(steps[step] ?? step, step)
      case .steps(let range, _): steps[range.lowerBound] = max(steps[range.lowerBound] ?? 0, range.upperBound)
      case .shared, nil: break
      }
    }
    return steps
  }

  private static func columns(of graph: DirectedGraph, steps: [Int], order: [Int]) -> [Int?] {
    let columnOfStep = Dictionary(uniqueKeysWithValues: zip(steps, steps.indices))
    let incoming = Adjacency(count: graph.nodes.count, owners: graph.targets, neighbours: graph.sources)
    let outgoing = Adjacency(count: graph.nodes.count, owners: graph.sources, neighbours: graph.targets)
    var columns = [Int?](repeating: nil, count: graph.nodes.count)
    // What is shared has no operands: it stands before the first step.
    var isShared = [Bool](repeating: false, count: graph.nodes.count)
    for (index, node) in graph.nodes.enumerated() {
      switch node.place {
      case .step(let step, _): columns[index] = columnOfStep[step]
      case .steps(let range, _): columns[index] = columnOfStep[range.lowerBound]
      case .shared: isShared[index] = incoming.degree(index) == 0 && outgoing.degree(index) > 0
      case nil: break
      }
    }
    for node in order.reversed() where columns[node] == nil && !isShared[node] {
      columns[node] = outgoing[node].compactMap { columns[$0.vertex] }.min()
    }
    for node in order where columns[node] == nil && !isShared[node] {
      columns[node] = incoming[node].compactMap { columns[$0.vertex] }.max() ?? 0
    }
    return columns
  }
}
