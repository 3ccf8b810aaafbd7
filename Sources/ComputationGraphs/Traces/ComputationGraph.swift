public import Autograd

/// How tensors were computed, as a value: the operations between some outputs and the leaves they depend on.
///
/// The graph holds what the tape holds: steps that no gradient can pass were not recorded, so what they gave stands in
/// the graph as a constant. Nodes come operands first, in an order that depends on the program alone; their identifiers
/// are the same from run to run.
public struct ComputationGraph: Sendable {
  /// The leaves and results, every operand before what uses it.
  public let nodes: [Node]

  /// A leaf, or the result of an operation.
  public struct Node: Sendable, Equatable {
    /// The name that was given, or else what made it and a number: `Mul#2`. Unique in the graph.
    public let id: String
    /// The names that were given, in the order of giving.
    public let names: [String]
    /// The operation that gave this result; nil for a leaf.
    public let operation: String?
    /// The positions of the operands in ``ComputationGraph/nodes``; one that is used twice stands here twice.
    public let operands: [Int]
    /// The shape of the value.
    public let shape: [Int]
    /// The number itself, for a leaf that holds just one.
    public let number: Double?
    /// Whether a gradient flows here.
    public let requiresGrad: Bool
    /// Whether this is one of the outputs that the graph was made of.
    public let isOutput: Bool
  }

  /// The graph of `outputs`, with the learner's names for some of its tensors.
  ///
  /// A tensor may have several names, and outputs may be named again under `naming`. Linear in the size of the graph,
  /// and without recursion.
  ///
  /// - Throws: ``ComputationGraphError``: when there are no outputs, an output was not computed from anything that
  ///   requires a gradient, one name is given to two tensors, or a named tensor is not in the graph.
  public init(
    of outputs: [(String, Tensor)], naming: [(String, Tensor)] = []
  ) throws(ComputationGraphError) {
    guard !outputs.isEmpty else { throw .noOutputs }
    for (name, tensor) in outputs where tensor.operation == nil { throw .noHistory(name) }
    let trace = Trace(from: outputs.map(\.1))
    var names = [[String]](repeating: [], count: trace.tensors.count)
    var taken: [String: Int] = [:]
    var missing: [String] = []
    for (name, tensor) in outputs + naming {
      guard let position = trace.position(of: tensor) else {
        missing.append(name)
        continue
      }
      if let other = taken.updateValue(position, forKey: name) {
        guard other == position else { throw .nameGivenTwice(name) }
      } else {
        names[position].append(name)
      }
    }
    guard missing.isEmpty else { throw .notInGraph(missing) }

    let outputPositions = Set(outputs.compactMap { trace.position(of: $0.1) })
    var numbers = NodeNumbers(taken: taken)
    nodes = trace.tensors.enumerated().map { position, tensor in
      let operation = tensor.operation?.name
      return Node(
        id: names[position].first ?? numbers.next(operation ?? (tensor.requiresGrad ? "leaf" : "constant")),
        names: names[position], operation: operation, operands: trace.operands[position], shape: tensor.shape,
        number: operation == nil && tensor.count == 1 ? tensor.item() : nil, requiresGrad: tensor.requiresGrad,
        isOutput: outputPositions.contains(position))
    }
  }

  /// The position of the node with this name.
  public subscript(name: String) -> Int? { nodes.firstIndex { $0.names.contains(name) } }
}

/// Numbers nodes of one kind: `Mul#1`, `Mul#2`, and so on, leaving out what is a name already.
private struct NodeNumbers {
  let taken: [String: Int]
  private var last: [String: Int] = [:]

  init(taken: [String: Int]) { self.taken = taken }

  mutating func next(_ kind: String) -> String {
    while true {
      last[kind, default: 0] += 1
      let id = "\(kind)#\(last[kind, default: 0])"
      if taken[id] == nil { return id }
    }
  }
}
