import JSONTree
import NotebookFormat
import Testing

@testable import Grading

struct MarkedCellTests {
  @Test func losesItsRun() throws {
    let cell = Cell(
      .code, id: "a", source: "1", metadata: ["execution": ["busy": "now"], "tags": ["t"], "unroll": [:]],
      executionCount: 3,
      outputs: [.stream(name: "stdout", text: "1")])
    #expect(
      try MarkedCell(cell).cell(for: .learner) == Cell(.code, id: "a", source: "1", metadata: ["tags": ["t"]]))
  }

  @Test func markersAreOfCode() throws {
    let words = Cell(.markdown, source: "x // SOLUTION")
    #expect(try MarkedCell(words).cell(for: .learner) == words)
    #expect(throws: CellFault.self) { try MarkedCell(Cell(.code, source: "x // SOLUTION")) }
  }

  @Test(arguments: [
    (Cell(.code, source: "// IGNORE\nx"), true), (Cell(.code, source: "x\n// IGNORE"), false),
    (Cell(.code, source: "// ignore"), false), (Cell(.code, source: "## Ignore ##\nx"), true),
    (Cell(.markdown, source: "# IGNORE"), true), (Cell(.markdown, source: "# Ignore"), false),
    (Cell(.raw, source: "#  IGNORE \nx"), true), (Cell(.markdown, source: ""), false),
  ])
  func mayBeIgnored(_ cell: Cell, _ isIgnored: Bool) {
    #expect(MarkedCell.isIgnored(cell) == isIgnored)
  }
}
