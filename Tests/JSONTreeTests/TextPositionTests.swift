import Testing

@testable import JSONTree

struct TextPositionTests {
  @Test(arguments: [(0, 1, 1), (1, 1, 2), (2, 2, 1), (4, 2, 2), (5, 2, 3), (6, 3, 1), (7, 3, 1), (8, 4, 1), (11, 4, 4)])
  func countsLinesAndScalars(_ offset: Int, _ line: Int, _ column: Int) {
    let position = TextPosition(offset: offset, in: Array("a\né\u{62}\r\n\rxyz".utf8)[...])
    #expect((position.line, position.column) == (line, column))
    #expect(position.description == "line \(line), column \(column) (byte \(offset))")
  }
}
