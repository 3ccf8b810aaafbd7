extension DirectedGraph {
  /// The positions of all nodes in an order in which every edge points forward (Kahn, "Topological sorting of large
  /// networks", CACM 5(11), 1962). Linear in nodes and edges, and without recursion.
  ///
  /// - Parameter ignoringDelayed: Whether edges to a later time step have no say.
  /// - Throws: ``GraphError/cycle(_:)``, naming one cycle, when there is no such order.
  package func topologicalOrder(ignoringDelayed: Bool = false) throws(GraphError) -> [Int] {
    let counted = ignoringDelayed ? edges.indices.filter { edges[$0].delay == 0 } : Array(edges.indices)
    let (sources, targets) = (counted.map { self.sources[$0] }, counted.map { self.targets[$0] })
    let successors = Adjacency(count: nodes.count, owners: sources, neighbours: targets)
    var waiting = [Int](repeating: 0, count: nodes.count)
    for target in targets { waiting[target] += 1 }
    var order = nodes.indices.filter { waiting[$0] == 0 }
    order.reserveCapacity(nodes.count)
    var next = 0
    while next < order.count {
      for link in successors[order[next]] {
        waiting[link.vertex] -= 1
        if waiting[link.vertex] == 0 { order.append(link.vertex) }
      }
      next += 1
    }
    guard order.count == nodes.count else { throw .cycle(cycle(among: waiting, sources, targets).map { nodes[$0].id }) }
    return order
  }

  /// A cycle among the nodes that still wait for a predecessor: each of them has one that waits too, so a walk
  /// against the edges must come back to a node it has seen.
  private func cycle(among waiting: [Int], _ sources: [Int], _ targets: [Int]) -> [Int] {
    var predecessor = [Int?](repeating: nil, count: nodes.count)
    for (source, target) in zip(sources, targets)
    where waiting[source] > 0 && waiting[target] > 0 && predecessor[target] == nil {
      predecessor[target] = source
    }
    var walk: [Int] = []
    var seenAt = [Int?](repeating: nil, count: nodes.count)
    var current = waiting.firstIndex { $0 > 0 }
    while let node = current {
      if let start = seenAt[node] { return walk[start...].reversed() }
      seenAt[node] = walk.count
      walk.append(node)
      current = predecessor[node]
    }
    return walk
  }
}
