/// What can be wrong with a graph that came from outside.
public enum GraphError: Error, Equatable, Sendable {
  /// Two nodes have this identifier.
  case duplicateNode(String)
  /// This edge names a node that is not in the graph.
  case unknownNode(String, in: DirectedGraph.Edge)
  /// The nodes of a cycle in the direction of its edges, each once; the last has an edge to the first.
  case cycle([String])
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
      return "A layered drawing needs a graph without cycles, and this one has a cycle of \(nodes): "
        + (shown + ids.prefix(1).map(quoted)).joined(separator: " → ") + "."
    }
  }

  private func quoted(_ id: String) -> String { "“\(TextMetrics.shortened(id, to: 60))”" }
}
