/// One way that a derivative takes through a graph.
public struct Path: Sendable, Hashable {
  /// The positions of its nodes in ``ComputationGraph/nodes``, from the input to the output.
  public let positions: [Int]
  /// Its edges in the network, from the output to the input: the order in which the chain rule is written.
  let edges: [Int]

  /// The number of edges.
  public var length: Int { edges.count }
}
