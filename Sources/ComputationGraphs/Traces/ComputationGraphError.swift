/// What can be wrong with what a computation graph is asked for.
public enum ComputationGraphError: Error, Equatable, Sendable {
  /// There are no outputs.
  case noOutputs
  /// The output of this name was not computed from anything that requires a gradient.
  case noHistory(String)
  /// The tensors of these names are not in the graph.
  case notInGraph([UnknownName])
  /// Two different tensors were given this name.
  case nameGivenTwice(String)
  /// The graph has no node of this name.
  case unknownNode(UnknownName)
  /// The node of this name holds more or less than the one number that is needed.
  case notANumber(String, shape: [Int])
  /// No path leads from one node to the other: the second was not computed from the first.
  case noPath(from: String, to: String)
  /// The partial derivative of `result` with respect to `operand` is infinite or not a number.
  case notFinite(result: String, operand: String)
  /// A formula would have more than this many symbols.
  case formulaTooLong(most: Int)
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
      let list = names.map(\.description).joined(separator: ", ")
      return names.count == 1
        ? "\(list) is not in the graph: no output was computed from that tensor."
        : "\(list) are not in the graph: no output was computed from these tensors."
    case .nameGivenTwice(let name):
      return "“\(name)” names two different tensors; every tensor needs a name of its own."
    case .unknownNode(let name):
      return "The graph has no node “\(name.name)”."
        + (name.nearest.map { " The nearest name in it is “\($0)”." } ?? "")
    case .notANumber(let name, let shape):
      return "“\(name)” has shape \(shape), and a single number is needed here."
    case .noPath(let input, let output):
      return "No path leads from “\(input)” to “\(output)”: “\(output)” was not computed from it. "
        + "Name a value that “\(output)” depends on."
    case .notFinite(let result, let operand):
      return "The partial derivative of “\(result)” with respect to “\(operand)” is infinite or not a number, "
        + "so paths have no order by size."
    case .formulaTooLong(let most):
      return "The formula would have more than \(most) symbols. Name more of the values between, or ask for less."
    }
  }
}
