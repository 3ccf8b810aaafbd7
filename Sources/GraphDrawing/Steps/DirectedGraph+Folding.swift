extension DirectedGraph {
  /// The graph with each long run of equal time steps folded into one node, which says what it stands for.
  ///
  /// Two steps at either end of a run are kept. Steps are equal by their structure; what differs from its neighbours, in a
  /// node or in an edge, is kept as it is. A graph that is not drawn over time comes back unchanged.
  ///
  /// - Parameter limit: Runs of up to so many steps are kept whole.
  /// - Complexity: Linear in nodes and edges.
  public func folded(runsLongerThan limit: Int = 12) -> DirectedGraph {
    guard let steps = try? StepRuns(self) else { return self }
    let long = steps.runs.filter { $0.count > max(limit, 5) }.map { $0.dropFirst(2).dropLast(2) }
    guard !long.isEmpty else { return self }
    var ids = Set(nodes.map(\.id))
    // For each node the block that it is folded into.
    var blocks = [Int?](repeating: nil, count: nodes.count)
    var blockNodes: [Node] = []
    for columns in long {
      for column in columns { for node in steps.nodes[column] { blocks[node] = blockNodes.count } }
      let block = block(for: columns, steps, avoiding: ids)
      ids.insert(block.id)
      blockNodes.append(block)
    }
    var isWritten = [Bool](repeating: false, count: blockNodes.count)
    let folded = nodes.indices.compactMap { node -> Node? in
      guard let block = blocks[node] else { return nodes[node] }
      defer { isWritten[block] = true }
      return isWritten[block] ? nil : blockNodes[block]
    }
    var seen: Set<[String]> = []
    let kept = edges.indices.compactMap { index -> Edge? in
      let (source, target) = (blocks[sources[index]], blocks[targets[index]])
      guard source != nil || target != nil else { return edges[index] }
      guard source != target else { return nil }
      let edge = Edge(
        from: source.map { blockNodes[$0].id } ?? edges[index].source,
        to: target.map { blockNodes[$0].id } ?? edges[index].target)
      return seen.insert([edge.source, edge.target]).inserted ? edge : nil
    }
    return (try? DirectedGraph(title: title, nodes: folded, edges: kept)) ?? self
  }

  /// The node that stands for the steps of these columns, in the row of what they hand on.
  private func block(for columns: Range<Int>, _ steps: StepRuns, avoiding ids: Set<String>) -> Node {
    let range = steps.lattice.steps[columns.lowerBound]...steps.lattice.steps[columns.upperBound - 1]
    var id = "steps \(range.lowerBound) to \(range.upperBound)"
    while ids.contains(id) { id += "′" }
    let members = Set(steps.nodes[columns.lowerBound])
    let carried = edges.indices.first {
      members.contains(sources[$0]) && steps.lattice.columns[targets[$0]] == columns.lowerBound + 1
        && nodes[sources[$0]].place?.row != nil
    }
    return Node(
      id: id, lines: ["⋯", "steps \(range.lowerBound) to \(range.upperBound),", "\(columns.count) alike"],
      place: .steps(range, row: carried.flatMap { nodes[sources[$0]].place?.row }))
  }
}
