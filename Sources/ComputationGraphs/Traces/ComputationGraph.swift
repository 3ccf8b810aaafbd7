public import Autograd

/// How tensors were computed, as a value: the operations between some outputs and the leaves they depend on.
///
/// The graph holds what the tape holds: steps that no gradient can pass were not recorded, so what they gave stands in
/// the graph as a constant. An operation that does several steps at once (``Autograd/Tensor/crossEntropy(targets:)``)
/// stands in it as those steps. Nodes come operands first, in an order that depends on the program alone; their
/// identifiers are the same from run to run.
public struct ComputationGraph: Sendable {
  /// The leaves and results, every operand before what uses it.
  public let nodes: [Node]
  /// What the nodes hold, with their histories.
  let tensors: [Tensor]
  /// The nodes' operands once more, in one piece.
  let operandTable: OperandTable
  /// The positions of the names that were given.
  private let namedPositions: [String: Int]
  /// The leaves' gradients when the graph was made.
  let leafGradients: [Tensor?]

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
    /// The type of the value's elements.
    public let dtype: DType
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
  /// - Parameters:
  ///   - outputs: What was computed, each with its name.
  ///   - naming: Names of tensors that must be in the graph.
  ///   - variables: Names that are used where their tensors are in the graph, and left out where they are not: all the
  ///     variables of a program.
  ///   - expandingFused: Whether a fused operation stands in the graph as its elementary steps, with their paths.
  /// - Throws: ``ComputationGraphError``: when there are no outputs, an output was not computed from anything that
  ///   requires a gradient, one name is given to two tensors, or a tensor under `naming` is not in the graph.
  public init(
    of outputs: [(String, Tensor)], naming: [(String, Tensor)] = [], variables: [(String, Tensor)] = [],
    expandingFused: Bool = true
  ) throws(ComputationGraphError) {
    guard !outputs.isEmpty else { throw .noOutputs }
    for (name, tensor) in outputs where tensor.operation == nil { throw .noHistory(name) }
    let trace = Trace(from: outputs.map(\.1), expandingFused: expandingFused)
    let names = try GivenNames(outputs + naming, optional: variables, in: trace)

    let outputPositions = Set(outputs.compactMap { trace.position(of: $0.1) })
    var numbers = NodeNumbers(taken: names.taken)
    nodes = trace.tensors.enumerated().map { position, tensor in
      let operation = tensor.operation?.name
      let given = names.names[position] ?? []
      return Node(
        id: given.first ?? numbers.next(operation ?? (tensor.requiresGrad ? "leaf" : "constant")), names: given,
        operation: operation, operands: trace.operands[position], shape: tensor.shape, dtype: tensor.dtype,
        number: operation == nil && tensor.count == 1 ? tensor.item() : nil, requiresGrad: tensor.requiresGrad,
        isOutput: outputPositions.contains(position))
    }
    tensors = trace.tensors
    operandTable = OperandTable(trace.operands)
    namedPositions = names.taken
    leafGradients = trace.tensors.map { $0.isLeaf ? $0.grad : nil }
  }

  /// The graph of outputs whose names are among those of all the variables of a program. An output that no variable
  /// holds is called `output`, or by a number where there are several.
  public init(
    of outputs: [Tensor], variables: [(String, Tensor)], expandingFused: Bool = true
  ) throws(ComputationGraphError) {
    var taken = Set(variables.map(\.0))
    var named: [(String, Tensor)] = []
    for (index, output) in outputs.enumerated() {
      let known = variables.filter { $0.1.tapePosition == output.tapePosition }
      var name = outputs.count == 1 ? "output" : "output\(index + 1)"
      while taken.contains(name) { name += "'" }
      if known.isEmpty { taken.insert(name) }
      named += known.isEmpty ? [(name, output)] : known
    }
    try self.init(of: named, variables: variables, expandingFused: expandingFused)
  }

  /// The position of the node with this name, or else with this identifier.
  public subscript(name: String) -> Int? {
    namedPositions[name] ?? nodes.firstIndex { $0.id == name }
  }

  /// The position of the node with this name or identifier, or an error that tells the nearest name.
  func position(of name: String) throws(ComputationGraphError) -> Int {
    if let position = self[name] { return position }
    throw .unknownNode(UnknownName(name, among: nodes.lazy.flatMap(\.names)))
  }
}

/// The names that a program gives to the tensors of a trace.
private struct GivenNames {
  /// The names of each position that has any, in the order of giving.
  private(set) var names: [Int: [String]] = [:]
  /// Every name, with the position it belongs to.
  private(set) var taken: [String: Int] = [:]

  init(
    _ required: [(String, Tensor)], optional: [(String, Tensor)], in trace: Trace
  ) throws(ComputationGraphError) {
    var missing: [String] = []
    for (name, tensor) in required {
      guard let position = trace.position(of: tensor) else {
        missing.append(name)
        continue
      }
      try give(name, to: position)
    }
    for (name, tensor) in optional {
      guard let position = trace.position(of: tensor) else { continue }
      try give(name, to: position)
    }
    guard missing.isEmpty else {
      let known = taken.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.key)
      throw .notInGraph(missing.map { UnknownName($0, among: known) })
    }
  }

  private mutating func give(_ name: String, to position: Int) throws(ComputationGraphError) {
    if let other = taken.updateValue(position, forKey: name) {
      guard other == position else { throw .nameGivenTwice(name) }
    } else {
      names[position, default: []].append(name)
    }
  }
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
