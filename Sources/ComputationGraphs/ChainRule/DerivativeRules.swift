import Autograd

/// The operations' own rules, run on formulas in the learner's names.
///
/// Rules of elementwise operations are written for any arithmetic and run on expressions as they are. All others are run
/// on stand-ins of the operands with recording on; what was recorded is read back as a formula. So a new operation needs
/// nothing extra.
struct DerivativeRules {
  let graph: ComputationGraph
  private var values: [Int: Expression] = [:]

  init(_ graph: ComputationGraph) { self.graph = graph }

  /// The value at a position: its name, or how it was computed from what has one.
  mutating func value(of position: Int) -> Expression {
    var waiting = [position]
    while let next = waiting.last {
      guard values[next] == nil else {
        waiting.removeLast()
        continue
      }
      let missing = isSymbol(next) ? [] : graph.nodes[next].operands.filter { values[$0] == nil }
      guard missing.isEmpty else {
        waiting += missing
        continue
      }
      values[next] = computed(next)
    }
    return values[position] ?? .number(.nan)
  }

  /// How the result at a position is computed from what has a name: `tanh(U x_1 + V h_0)` for `h1`; of a leaf its name.
  mutating func definition(of position: Int) -> Expression {
    for operand in graph.nodes[position].operands { _ = value(of: operand) }
    return graph.tensors[position].operation.map { step($0, at: position) } ?? value(of: position)
  }

  private func isSymbol(_ position: Int) -> Bool { !graph.isInside(position) }

  private func computed(_ position: Int) -> Expression {
    let (node, tensor) = (graph.nodes[position], graph.tensors[position])
    if isSymbol(position) {
      if node.names.isEmpty, let number = node.number { return .number(number) }
      return .symbol(NameNotation.latex(node.id), isScalar: tensor.count == 1)
    }
    return tensor.operation.map { step($0, at: position) } ?? .number(.nan)
  }

  /// An operation, given how its operands are written.
  private func step(_ operation: any Operation, at position: Int) -> Expression {
    let tensor = graph.tensors[position]
    let operands = graph.nodes[position].operands.map { values[$0] ?? .number(.nan) }
    return OperationNotation.expression(operation, operands, tensors: tensor.operands, result: tensor)
  }

  /// The cotangents of the operands of the operation at `position`, given its own as a formula; nil for an operand that
  /// has no derivative.
  mutating func pulled(_ cotangent: Expression, at position: Int) -> [Expression?] {
    let result = graph.tensors[position]
    guard let operation = result.operation else { return [] }
    let value = value(of: position)
    let operands = graph.nodes[position].operands.map { self.value(of: $0) }
    let cotangents: [Expression?] =
      switch operation {
      case let operation as any ElementwiseUnary: [operation.pullback(cotangent, x: operands[0], y: value)]
      case let operation as any ElementwiseBinary: Self.pair(operation, cotangent, operands, value)
      default: Self.recorded(operation, cotangent, operands, value, result)
      }
    return zip(cotangents, result.operands).map { cotangent, operand in
      guard let cotangent, operation is any ElementwiseBinary, operand.count < result.count else { return cotangent }
      return cotangent.summed(isScalar: operand.count == 1)
    }
  }

  private static func pair(
    _ operation: any ElementwiseBinary, _ cotangent: Expression, _ operands: [Expression], _ value: Expression
  ) -> [Expression?] {
    let (a, b) = operation.pullback(cotangent, operands[0], operands[1], y: value)
    return [a, b]
  }

  /// The rule, run on stand-ins that require gradients, and read back from the tape.
  private static func recorded(
    _ operation: any Operation, _ cotangent: Expression, _ operands: [Expression], _ value: Expression, _ result: Tensor
  ) -> [Expression?] {
    let seed = Tensor.ones(result.shape, dtype: result.dtype).requiringGrad()
    let standIns = result.operands.enumerated().map { standIn(for: $1, number: $0) }
    let resultStandIn = result.requiringGrad()
    let partials = operation.pullback(seed, resultStandIn, standIns)
    let trace = Trace(from: partials.compactMap(\.self))
    var formulas: [Expression] = []
    for (position, tensor) in trace.tensors.enumerated() {
      if let step = tensor.operation {
        let parts = trace.operands[position].map { formulas[$0] }
        formulas.append(OperationNotation.expression(step, parts, tensors: tensor.operands, result: tensor))
      } else if trace.position(of: seed) == position {
        formulas.append(cotangent)
      } else if trace.position(of: resultStandIn) == position {
        formulas.append(value)
      } else if let operand = standIns.firstIndex(where: { trace.position(of: $0) == position }) {
        formulas.append(operands[operand])
      } else if let operand = standIns.indices.first(where: {
        !result.operands[$0].requiresGrad && isCopy(tensor, of: standIns[$0])
      }) {
        formulas.append(operands[operand])
      } else {
        formulas.append(constant(tensor))
      }
    }
    return partials.map { partial in partial.flatMap { trace.position(of: $0) }.map { formulas[$0] } }
  }

  /// What the rule is run on in an operand's place. Of a constant only the place matters: it gets numbers that are found
  /// again in copies without history, such as a condition is taken of.
  private static func standIn(for operand: Tensor, number: Int) -> Tensor {
    if operand.holdsIndices { return operand }
    if operand.requiresGrad { return operand.requiringGrad() }
    let scalars = (0..<operand.count).map { Double(number + 1) + 0.618033988 * Double($0 + 1) }
    return Tensor(scalars, shape: operand.shape, dtype: operand.dtype).requiringGrad()
  }

  private static func isCopy(_ tensor: Tensor, of other: Tensor) -> Bool {
    tensor.shape == other.shape && tensor.scalars == other.scalars
  }

  /// A number, also one that was broadcast; of others only that they are constant, such as masks.
  private static func constant(_ tensor: Tensor) -> Expression {
    let scalars = tensor.scalars
    guard !tensor.holdsIndices, let first = scalars.first, scalars.allSatisfy({ $0 == first }) else {
      return .symbol("\\mathrm{const}", isScalar: tensor.count == 1)
    }
    return .number(first)
  }
}
