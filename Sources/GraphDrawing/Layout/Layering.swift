/// Which row every node of a graph is in, the top row being 0: the first step of a layered drawing (Sugiyama, Tagawa,
/// Toda, "Methods for visual understanding of hierarchical system structures", IEEE Trans. SMC 11(2), 1981).
///
/// Rows come from longest paths, so that there are as few of them as there can be. Inputs, and operations on nothing
/// but inputs, then sink to just above what uses them: an input of the tenth step, and its product with a weight,
/// stand by the tenth step and not at the top. Every edge points at least one row down, an edge with a label at least
/// two, which leaves a row for the label. Linear in nodes and edges.
struct Layering {
  /// The row of each node.
  private(set) var rows: [Int]
  /// The number of rows.
  let count: Int

  /// Rows that are known already.
  init(rows: [Int], count: Int) {
    self.rows = rows
    self.count = count
  }

  init(_ graph: DirectedGraph) throws(GraphError) {
    let order = try graph.topologicalOrder()
    let incoming = Adjacency(count: graph.nodes.count, owners: graph.targets, neighbours: graph.sources)
    let outgoing = Adjacency(count: graph.nodes.count, owners: graph.sources, neighbours: graph.targets)
    let lengths = graph.edges.map { $0.label == nil ? 1 : 2 }

    var rows = [Int](repeating: 0, count: graph.nodes.count)
    // An input, or what one operation after the other makes of one input alone.
    var isInput = [Bool](repeating: false, count: graph.nodes.count)
    for node in order {
      isInput[node] = incoming.degree(node) <= 1 && incoming[node].allSatisfy { isInput[$0.vertex] }
      for link in outgoing[node] { rows[link.vertex] = max(rows[link.vertex], rows[node] + lengths[link.edge]) }
    }
    let count = (rows.max() ?? -1) + 1
    for node in order.reversed() {
      let isFixed = graph.nodes[node].rank == .first && incoming.degree(node) == 0
      if let lowest = outgoing[node].map({ rows[$0.vertex] - lengths[$0.edge] }).min() {
        if !isFixed && incoming[node].allSatisfy({ isInput[$0.vertex] }) { rows[node] = lowest }
      } else if graph.nodes[node].rank == .last {
        rows[node] = count - 1
      }
    }
    self.rows = rows
    self.count = count
  }
}
