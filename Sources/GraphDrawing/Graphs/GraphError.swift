/// What can be wrong with a graph that came from outside.
public enum GraphError: Error, Equatable, Sendable {
  /// Two nodes have this identifier.
  case duplicateNode(String)
  /// This edge names a node that is not in the graph.
  case unknownNode(String, in: DirectedGraph.Edge)
  /// The nodes of a cycle in the direction of its edges, each once; the last has an edge to the first.
  case cycle([String])
  /// The nodes belong to fewer than two time steps.
  case noTimeSteps
  /// This edge leads from a time step back to an earlier one.
  case backwardInTime(DirectedGraph.Edge, from: Int, to: Int)
  /// No time step is like the one before.
  case noEqualSteps
}

extension GraphError: CustomStringConvertible {
  /// The error in one sentence.
  public var description: String {
    switch self {
    case .duplicateNode(let id):
      return "Two nodes have the identifier \(quoted(id)); every node needs its own."
    case .unknownNode(let id, let edge):
      return "The edge from \(quoted(edge.source)) to \(quoted(edge.target)) names \(quoted(id)), "
        + "which is not a node of the graph."
    case .cycle(let ids):
      let shown = ids.count <= 8 ? ids.map(quoted) : ids.prefix(6).map(quoted) + ["…", quoted(ids[ids.count - 1])]
      let nodes = ids.count == 1 ? "1 node" : "\(ids.count) nodes"
      return "A drawing needs a graph without cycles, and this one has a cycle of \(nodes): "
        + (shown + ids.prefix(1).map(quoted)).joined(separator: " → ") + "."
    case .noTimeSteps:
      return "A time lattice needs nodes in at least two time steps, and this graph has none; draw it in layers."
    case .backwardInTime(let edge, let start, let end):
      return "A time lattice needs edges that lead forward in time, and the one from \(quoted(edge.source)) to "
        + "\(quoted(edge.target)) leads from step \(start) back to step \(end); draw the graph in layers."
    case .noEqualSteps:
      return "A graph is rolled up where time steps are equal, and no step of this one is like the one before; "
        + "draw it unrolled."
    }
  }

  private func quoted(_ id: String) -> String { "“\(TextMetrics.shortened(id, to: 60))”" }
}
