import Testing

@testable import ComputationGraphs

@Suite struct OperandTableTests {
  @Test func `Every node finds its operands`() {
    let operands = [[], [0], [1, 0, 1], [], [3]]
    let table = OperandTable(operands)
    for (position, list) in operands.enumerated() {
      #expect(table.range(position).map { table.operand(at: $0) } == list)
    }
  }
}
