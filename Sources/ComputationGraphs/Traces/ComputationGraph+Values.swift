public import Autograd

// What stands in the nodes and on the edges: numbers, read from the tape or found by the operations' own rules.

extension ComputationGraph {
  /// The value of the node at `position`, without history.
  public func value(of position: Int) -> Tensor { tensors[position].detach() }

  /// What `backward()` had accumulated in the leaf at `position` when the graph was made; nil before `backward()`, and
  /// for results.
  public func gradient(of position: Int) -> Tensor? { leafGradients[position] }

  /// The values that the operation at `position` keeps for its derivative: its operands'. Empty for a leaf.
  public func savedValues(of position: Int) -> [Tensor] { tensors[position].operands.map { $0.detach() } }

  /// The local partial derivative on one edge: of the result at `position` with respect to its operand number `operand`,
  /// by the operation's own rule.
  ///
  /// If the operand stands there twice (`y * y`), each edge has its own partial; they add up.
  ///
  /// - Returns: A matrix with a row for each element of the result and a column for each element of the operand; nil
  ///   where the operation has no derivative.
  /// - Complexity: As many runs of the rule as the result has elements.
  public func partial(of position: Int, withRespectToOperand operand: Int) -> Jacobian? {
    let result = tensors[position]
    var rows: [Double] = []
    for seed in result.unitCotangents {
      guard let row = result.operandCotangents(of: seed)[operand] else { return nil }
      rows += row.scalars
    }
    return Jacobian(rows: result.count, columns: result.operands[operand].count, elements: rows)
  }

  /// The gradients of an output with respect to every node: what a picture of back-propagation shows.
  ///
  /// - Parameter output: The name of a node that holds a single number.
  /// - Returns: For each position ∂output/∂node in the node's shape; nil where the output does not depend on it.
  /// - Throws: ``ComputationGraphError``: for a name that is not in the graph or a node that holds more than a number.
  public func gradients(of output: String) throws(ComputationGraphError) -> [Tensor?] {
    let last = try position(of: output)
    guard tensors[last].count == 1 else { throw .notANumber(output, shape: nodes[last].shape) }
    var gradients = [Tensor?](repeating: nil, count: nodes.count)
    gradients[last] = .ones(nodes[last].shape, dtype: nodes[last].dtype)
    for position in (0...last).reversed() {
      guard let gradient = gradients[position] else { continue }
      let partials = tensors[position].operandCotangents(of: gradient)
      for (operand, partial) in zip(nodes[position].operands, partials) {
        guard let partial else { continue }
        gradients[operand] = gradients[operand].map { $0 + partial } ?? partial
      }
    }
    return gradients
  }
}

extension Tensor {
  /// For each element, in order, a tensor of this shape that is 1 there and 0 elsewhere.
  var unitCotangents: some Sequence<Tensor> {
    (0..<count).lazy.map { place in
      var scalars = [Double](repeating: 0, count: count)
      scalars[place] = 1
      return Tensor(scalars, shape: shape, dtype: dtype)
    }
  }
}
