extension ComputationGraph {
  /// Whether the node at `position` is an unnamed operation, which lies inside an edge when paths run between names.
  func isInside(_ position: Int) -> Bool { nodes[position].operation != nil && nodes[position].names.isEmpty }

  /// What the node at `position` is computed from: its operands, or what stands behind them up to the next name or leaf,
  /// each once, in the order in which it is met.
  public func operands(of position: Int, view: PathView) -> [Int] {
    view == .named ? operands(of: position, upTo: { !isInside($0) }) : nodes[position].operands
  }

  /// What stands behind the node at `position` up to the next nodes that are shown, each once, in the order in which it is
  /// met.
  func operands(of position: Int, upTo isShown: (Int) -> Bool) -> [Int] {
    var found: [Int] = []
    var met: Set<Int> = []
    var waiting = Array(nodes[position].operands.reversed())
    while let operand = waiting.popLast() {
      guard met.insert(operand).inserted else { continue }
      if isShown(operand) {
        found.append(operand)
      } else {
        waiting.append(contentsOf: nodes[operand].operands.reversed())
      }
    }
    return found
  }
}
