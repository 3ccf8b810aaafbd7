import Testing

@testable import SwiftKernel

struct CodePositionTests {
  @Test(arguments: [
    (0, 0, 0), (1, 0, 1), (2, 0, 3), (3, 0, 4), (4, 1, 0), (5, 1, 1), (6, 1, 2), (7, 2, 0), (8, 2, 1), (99, 2, 1),
  ])
  func scalarsBecomeUTF16(_ scalars: Int, _ line: Int, _ character: Int) {
    // "é" of two scalars; "🚀" of one scalar and two code units.
    let text = "a🚀b\ne\u{301}\nc"
    #expect(CodePosition(scalars: scalars, in: text) == CodePosition(line: line, character: character))
  }
}
