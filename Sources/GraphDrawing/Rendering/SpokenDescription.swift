extension DirectedGraph {
  /// The graph in words for those who do not see its picture: how large it is, what it begins with and ends in, and how
  /// each named result comes about; of a graph with more than twelve of them, how long its longest path is.
  ///
  /// - Complexity: Linear in nodes and edges.
  package var spokenDescription: String {
    let unnamed = nodes.count(where: { $0.role == .operation })
    let operations = unnamed == 0 ? nil : "Operations without a name: \(unnamed)."
    return [spokenSummary, operations, results].compactMap(\.self).joined(separator: " ")
  }

  private var results: String? {
    guard let order = try? topologicalOrder(ignoringDelayed: true) else { return nil }
    let incoming = Adjacency(count: nodes.count, owners: targets, neighbours: sources)
    let named = order.filter { nodes[$0].role != .operation && incoming.degree($0) > 0 }
    guard !named.isEmpty else { return nil }
    guard named.count <= 12 else { return longestPath(in: order, incoming) }
    let lines = named.map { node in
      TextMetrics.shortened("\(headline(node)) from \(operands(of: node, incoming, depth: 0))", to: 300)
    }
    return "Computed: \(lines.joined(separator: "; "))."
  }

  /// What a node is computed from: names, or, of operations without one, `Mv(U, x1)`.
  private func operands(of node: Int, _ incoming: Adjacency, depth: Int) -> String {
    let spoken = incoming[node].prefix(12).map { link in
      // Parts that several operations share would be spelled out for each: no deeper than one can follow.
      nodes[link.vertex].role != .operation || depth == 3
        ? headline(link.vertex)
        : "\(headline(link.vertex))(\(operands(of: link.vertex, incoming, depth: depth + 1)))"
    }.joined(separator: ", ")
    let others = incoming.degree(node) - 12
    return others > 0 ? "\(spoken) and \(others) more" : spoken
  }

  private func longestPath(in order: [Int], _ incoming: Adjacency) -> String? {
    var lengths = [Int](repeating: 0, count: nodes.count)
    var starts = Array(nodes.indices)
    for node in order {
      for link in incoming[node] where edges[link.edge].delay == 0 && lengths[link.vertex] + 1 > lengths[node] {
        lengths[node] = lengths[link.vertex] + 1
        starts[node] = starts[link.vertex]
      }
    }
    guard let last = order.max(by: { lengths[$0] < lengths[$1] }) else { return nil }
    return "The longest path has \(lengths[last]) arrows, from \(headline(starts[last])) to \(headline(last))."
  }

  private func headline(_ node: Int) -> String { TextMetrics.shortened(nodes[node].lines.first ?? "", to: 60) }
}
