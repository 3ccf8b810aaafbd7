extension ComputationGraph {
  /// Whether the node at `position` is an unnamed operation, which lies inside an edge when paths run between names.
  func isInside(_ position: Int) -> Bool { nodes[position].operation != nil && nodes[position].names.isEmpty }

  /// What the node at `position` is computed from: its operands, or what stands behind them up to the next name or leaf,
  /// each once, in the order in which it is met.
  public func operands(of position: Int, view: PathView) -> [Int] {
    guard view == .named else { return nodes[position].operands }
    var found: [Int] = []
    var met: Set<Int> = []
    var waiting = Array(nodes[position].operands.reversed())
    while let operand = waiting.popLast() {
      guard met.insert(operand).inserted else { continue }
      if isInside(operand) {
        waiting.append(contentsOf: nodes[operand].operands.reversed())
      } else {
        found.append(operand)
      }
    }
    return found
  }
}
