/// The row of each node in a time lattice.
///
/// Rows are the longest paths inside a column, over edges that do not leave it. Nodes that name their row count as one
/// vertex, so that they stand in one row in all columns, and what is computed from inputs alone sinks to just above what
/// uses it. If rows by names would make a cycle (`h` above `c` in one step and below it in another), the names are let go.
struct LatticeRows {
  /// The row of each node, from the top.
  private(set) var rows: [Int]
  /// The number of rows.
  let count: Int

  /// - Parameter columns: The column of each node; nil for what all steps share.
  init(_ graph: DirectedGraph, columns: [Int?]) {
    let inside = graph.edges.indices.filter {
      graph.edges[$0].delay == 0 && columns[graph.sources[$0]] != nil
        && columns[graph.sources[$0]] == columns[graph.targets[$0]]
    }
    let named = Self.verticesByName(graph)
    let rowOfVertex =
      Self.longestPaths(graph, inside, vertices: named)
      ?? Self.longestPaths(graph, inside, vertices: Array(graph.nodes.indices)) ?? []
    let used = rowOfVertex.indices.filter { columns[$0] != nil }.map { rowOfVertex[$0] }
    let top = used.min() ?? 0
    rows = rowOfVertex.map { $0 - top }
    count = (used.max() ?? -1) + 1 - top
  }

  /// For each node a vertex: the first node that names the same row, or itself.
  private static func verticesByName(_ graph: DirectedGraph) -> [Int] {
    var first: [String: Int] = [:]
    return graph.nodes.enumerated().map { index, node in
      guard let name = node.place?.row else { return index }
      if let vertex = first[name] { return vertex }
      first[name] = index
      return index
    }
  }

  /// The row of each node, or nil if the vertices have a cycle.
  private static func longestPaths(_ graph: DirectedGraph, _ edges: [Int], vertices: [Int]) -> [Int]? {
    let owners = edges.map { vertices[graph.sources[$0]] }
    let targets = edges.map { vertices[graph.targets[$0]] }
    // A label takes a row of its own.
    let lengths = edges.map { graph.edges[$0].label == nil ? 1 : 2 }
    let outgoing = Adjacency(count: vertices.count, owners: owners, neighbours: targets)
    let incoming = Adjacency(count: vertices.count, owners: targets, neighbours: owners)
    var waiting = vertices.indices.map { incoming.degree($0) }
    var order = vertices.indices.filter { waiting[$0] == 0 }
    var rows = [Int](repeating: 0, count: vertices.count)
    var next = 0
    while next < order.count {
      let vertex = order[next]
      next += 1
      for link in outgoing[vertex] {
        rows[link.vertex] = max(rows[link.vertex], rows[vertex] + lengths[link.edge])
        waiting[link.vertex] -= 1
        if waiting[link.vertex] == 0 { order.append(link.vertex) }
      }
    }
    guard order.count == vertices.count else { return nil }
    // What one operation after the other makes of one input alone, and trees of operations that nothing else uses.
    var isInput = [Bool](repeating: false, count: vertices.count)
    var isTree = isInput
    for vertex in order {
      let first = incoming[vertex].first?.vertex
      isInput[vertex] = incoming[vertex].allSatisfy { $0.vertex == first && isInput[$0.vertex] }
      isTree[vertex] = incoming[vertex].allSatisfy { operand in
        isTree[operand.vertex] && outgoing[operand.vertex].allSatisfy { $0.vertex == vertex }
      }
    }
    for vertex in order.reversed() where isInput[vertex] || isTree[vertex] {
      if let lowest = outgoing[vertex].map({ rows[$0.vertex] - lengths[$0.edge] }).min() { rows[vertex] = lowest }
    }
    return vertices.map { rows[$0] }
  }
}
