import Testing

@testable import SwiftKernel

struct WordAtCursorTests {
  @Test(arguments: [
    ("", 0, 0..<0, "", ""), ("abc", 0, 0..<3, "abc", ""), ("abc", 2, 0..<3, "abc", "ab"),
    ("abc", 3, 0..<3, "abc", "abc"),
    ("abc", 9, 0..<3, "abc", "abc"), ("abc", -1, 0..<3, "abc", ""), ("a.bc", 4, 2..<4, "bc", "bc"),
    ("a.", 2, 2..<2, "", ""), ("f(x)", 4, 4..<4, "", ""), ("x_1 y", 3, 0..<3, "x_1", "x_1"), ("12", 2, 2..<2, "", ""),
    ("größe.ß", 7, 6..<7, "ß", "ß"), ("🚀ab", 3, 1..<3, "ab", "ab"),
  ])
  func isTheIdentifierThere(_ code: String, _ cursor: Int, _ range: Range<Int>, _ text: String, _ prefix: String) {
    let word = WordAtCursor(in: code, cursor: cursor)
    #expect((word.range, word.text, word.prefix) == (range, text, prefix))
  }

  @Test(arguments: [
    ("zip", 3, "zip"), ("zip(", 4, "zip"), ("zip(a, ", 7, "zip"), ("f(g(1), ", 8, "f"), ("f(g(", 4, "g"),
    ("a.map(1) + ", 11, ""), ("(", 1, ""), ("", 0, ""),
  ])
  func ofACallTheFunctionIsExplained(_ code: String, _ cursor: Int, _ text: String) {
    #expect(WordAtCursor.explained(in: code, cursor: cursor).text == text)
  }
}
