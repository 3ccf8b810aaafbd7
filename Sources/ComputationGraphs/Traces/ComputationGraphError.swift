/// What can be wrong with the outputs and names that a computation graph is asked of.
public enum ComputationGraphError: Error, Equatable, Sendable {
  /// There are no outputs.
  case noOutputs
  /// The output of this name was not computed from anything that requires a gradient.
  case noHistory(String)
  /// The tensors of these names are not in the graph.
  case notInGraph([String])
  /// Two different tensors were given this name.
  case nameGivenTwice(String)
}

extension ComputationGraphError: CustomStringConvertible {
  /// The error in a sentence or two.
  public var description: String {
    switch self {
    case .noOutputs:
      return "A computation graph needs at least one output."
    case .noHistory(let name):
      return "“\(name)” has no history: it was not computed from a tensor that requires a gradient. "
        + "Set requiresGrad on a leaf before computing with it."
    case .notInGraph(let names):
      let list = names.map { "“\($0)”" }.joined(separator: ", ")
      return names.count == 1
        ? "\(list) is not in the graph: no output was computed from that tensor."
        : "\(list) are not in the graph: no output was computed from these tensors."
    case .nameGivenTwice(let name):
      return "“\(name)” names two different tensors; every tensor needs a name of its own."
    }
  }
}
