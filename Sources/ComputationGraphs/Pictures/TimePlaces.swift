import GraphDrawing

/// Where the nodes of a computation graph belong in a drawing over time, found from names like `h3` and from how the nodes
/// depend on each other.
///
/// - A result stands in the step of its name.
/// - A result without a time index stands in the step of the named result that it is computed for, or, if it is for none
///   (a loss), in the last step that it uses.
/// - A leaf that many steps use is a parameter, and shared. Other leaves stand in the first step that uses them: the
///   target of one step may be the input of the next.
struct TimePlaces {
  /// The place of each node; nil for all when fewer than two steps are named.
  private(set) var places: [DirectedGraph.Place?]

  private let indices: [TimeIndex?]
  /// The time step of each node, where it has one.
  private var steps: [Int?]

  /// - Parameters:
  ///   - nodes: The nodes that are drawn, operands first.
  ///   - operands: For each of them the places of its operands among them.
  init(_ nodes: [ComputationGraph.Node], operands: [[Int]]) {
    places = [DirectedGraph.Place?](repeating: nil, count: nodes.count)
    steps = [Int?](repeating: nil, count: nodes.count)
    indices = nodes.map { $0.names.lazy.compactMap { TimeIndex($0) }.first }
    let results = nodes.indices.filter { nodes[$0].operation != nil }
    let named = Set(results.compactMap { indices[$0]?.step })
    guard named.count > 1 else { return }
    placeResults(results, operands: operands)
    var users = [[Int]](repeating: [], count: nodes.count)
    for result in results {
      for operand in operands[result] where nodes[operand].operation == nil { users[operand].append(result) }
    }
    let bases = Set(results.compactMap { indices[$0]?.base })
    for (index, node) in nodes.enumerated() {
      guard node.operation == nil else {
        places[index] = steps[index].map { .step($0, row: indices[index]?.base) }
        continue
      }
      let used = Set(users[index].compactMap { steps[$0] })
      if isParameter(node, index: indices[index]?.step, used: used, by: users[index].map { nodes[$0] }) {
        places[index] = .shared
      } else if let step = ([indices[index]?.step].compactMap(\.self) + used).min() {
        // A first state has a row; what else is read stands above what reads it.
        places[index] = .step(step, row: indices[index].map(\.base).flatMap { bases.contains($0) ? $0 : nil })
      }
    }
  }

  /// Finds the steps of all results.
  private mutating func placeResults(_ results: [Int], operands: [[Int]]) {
    // For which named step, the first of them, each result is computed.
    var purposes = [Int?](repeating: nil, count: steps.count)
    for result in results.reversed() {
      if let index = indices[result] { purposes[result] = index.step }
      guard let purpose = purposes[result] else { continue }
      for operand in operands[result] where indices[operand] == nil {
        purposes[operand] = min(purposes[operand] ?? purpose, purpose)
      }
    }
    let isResult = Set(results)
    for result in results {
      steps[result] =
        purposes[result]
        ?? operands[result].compactMap { steps[$0] }.max()
        ?? operands[result].compactMap { isResult.contains($0) ? nil : indices[$0]?.step }.max()
    }
  }

  /// Whether a leaf belongs to no single step: it is used in three of them or more; or in two that its name does not
  /// tell, and it has a name or a gradient, or is used in the same way in both.
  private func isParameter(
    _ node: ComputationGraph.Node, index: Int?, used: Set<Int>, by users: [ComputationGraph.Node]
  ) -> Bool {
    if used.count > 2 { return true }
    guard used.count == 2 else { return false }
    if let index { return !used.contains(index) }
    let uses = Set(
      users.map { $0.names.lazy.compactMap { TimeIndex($0)?.base }.first ?? $0.names.first ?? $0.operation })
    return node.requiresGrad || !node.names.isEmpty || uses.count == 1
  }
}
