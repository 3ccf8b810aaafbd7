import Testing

@testable import NotebookFormat

struct LinesWithEndingsTests {
  @Test(arguments: [
    ("", []), ("a", ["a"]), ("a\n", ["a\n"]), ("\n\nb", ["\n", "\n", "b"]),
    ("a\r\nb\rc\n\r", ["a\r\n", "b\r", "c\n", "\r"]),
    (
      "a\u{B}b\u{C}c\u{85}d\u{2028}e\u{2029}f\u{1C}g\u{1D}h\u{1E}i\u{1F}j",
      [
        "a\u{B}", "b\u{C}", "c\u{85}", "d\u{2028}", "e\u{2029}", "f\u{1C}", "g\u{1D}", "h\u{1E}", "i\u{1F}j",
      ]
    ),
    ("e\u{301}\n\u{301}x", ["e\u{301}\n", "\u{301}x"]),
  ])
  func cutsWherePythonCuts(_ text: String, _ lines: [String]) {
    #expect(text.linesWithEndings == lines)
  }
}
