import Autograd

extension Paths {
  /// The derivative itself as a formula in the learner's names, as LaTeX: every rule of the chain carried out, from the
  /// output backwards, so that it is what `gradients` computes: `2 (o_1 - y) w [u x > 0] x`.
  ///
  /// - Throws: ``ComputationGraphError``: when the output is not a single number, or the formula would be too long.
  public func formula() throws(ComputationGraphError) -> String {
    guard let last = network.vertices.indices.last else { return "0" }
    guard network.tensor(last).count == 1 else {
      throw .notANumber(graph.nodes[network.vertices[last]].id, shape: network.tensor(last).shape)
    }
    var rules = DerivativeRules(graph)
    var cotangents = [Expression?](repeating: nil, count: network.vertices.count)
    cotangents[last] = .number(1)
    for vertex in network.vertices.indices.dropFirst().reversed() {
      guard let cotangent = cotangents[vertex] else { continue }
      for (edge, partial) in zip(network.edges(into: vertex), network.pulled(cotangent, into: vertex, &rules)) {
        guard let partial else { continue }
        let origin = network.origins[edge]
        cotangents[origin] = cotangents[origin].map { $0 + partial } ?? partial
      }
    }
    return try (cotangents[0] ?? .number(0)).latex()
  }

  /// What a path contributes to ``formula()``.
  ///
  /// - Throws: As ``formula()``.
  public func formula(along path: Path) throws(ComputationGraphError) -> String {
    guard let last = network.vertices.indices.last else { return "0" }
    guard network.tensor(last).count == 1 else {
      throw .notANumber(graph.nodes[network.vertices[last]].id, shape: network.tensor(last).shape)
    }
    var rules = DerivativeRules(graph)
    var (vertex, cotangent) = (last, Expression.number(1))
    for edge in path.edges {
      let place = edge - network.edges(into: vertex).lowerBound
      cotangent = network.pulled(cotangent, into: vertex, &rules)[place] ?? .number(0)
      vertex = network.origins[edge]
    }
    return try cotangent.latex()
  }
}

extension ComputationGraph {
  /// The local derivative on one edge as LaTeX, printed from the operation's own rule: `1 - y^2` for y = tanh x.
  ///
  /// Where the derivative is not one factor for each element, it is the rule: what comes of the result's cotangent, which
  /// is written `\bar{y}`.
  ///
  /// - Throws: ``ComputationGraphError/formulaTooLong(most:)``.
  public func localDerivative(
    of position: Int, withRespectToOperand operand: Int
  ) throws(ComputationGraphError) -> String {
    var rules = DerivativeRules(self)
    let (result, start) = (nodes[position], nodes[nodes[position].operands[operand]])
    let isElementwise = result.shape == start.shape && isElementwise(position)
    let bar = "\\bar{\(result.names.isEmpty ? "y" : NameNotation.latex(result.id))}"
    let isNumber = result.shape.reduce(1, *) == 1
    let seed = isElementwise || isNumber ? Expression.number(1) : .symbol(bar, isScalar: false)
    return try (rules.pulled(seed, at: position)[operand] ?? .number(0)).latex()
  }

  private func isElementwise(_ position: Int) -> Bool {
    tensors[position].operation.map { $0 is any ElementwiseUnary || $0 is any ElementwiseBinary } ?? false
  }
}

extension PathNetwork {
  /// As ``pulled(_:into:)``, in formulas.
  func pulled(_ cotangent: Expression, into vertex: Int, _ rules: inout DerivativeRules) -> [Expression?] {
    pulled(cotangent, into: vertex) {
      rules.pulled($0, at: $1)
    } added: {
      $0 + $1
    }
  }
}
