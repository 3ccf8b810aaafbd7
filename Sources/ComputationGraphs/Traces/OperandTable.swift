/// The operands of all nodes of a graph, end to end: what walks over a large graph read, without a reference counted for
/// every node.
struct OperandTable: Sendable {
  private let starts: [Int32]
  private let positions: [Int32]

  /// - Parameter operands: For each node the positions of its operands.
  init(_ operands: [[Int]]) {
    var starts: [Int32] = [0]
    starts.reserveCapacity(operands.count + 1)
    var positions: [Int32] = []
    for list in operands {
      for position in list { positions.append(Int32(position)) }
      starts.append(Int32(positions.count))
    }
    self.starts = starts
    self.positions = positions
  }

  /// Where the operands of the node at `position` stand in the list of all.
  @inline(__always)
  func range(_ position: Int) -> Range<Int> { Int(starts[position])..<Int(starts[position + 1]) }

  /// An entry of the list of all.
  @inline(__always)
  func operand(at place: Int) -> Int { Int(positions[place]) }
}
