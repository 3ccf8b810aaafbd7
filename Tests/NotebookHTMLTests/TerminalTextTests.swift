import Testing

@testable import NotebookHTML

struct TerminalTextTests {
  @Test(arguments: [
    ("a < b", "a &lt; b"), ("\u{1B}[31mred\u{1B}[0m plain", "<span class=\"colour1\">red</span> plain"),
    ("\u{1B}[1;92mx\u{1B}[my", "<span class=\"bold colour2\">x</span>y"),
    ("\u{1B}[38;5;31mx\u{1B}[39my", "xy"), ("\u{1B}[2Ka\u{1B}[?25lb\u{1B}", "ab"),
    ("\u{1B}[1mb\u{1B}[22mn", "<span class=\"bold\">b</span>n"),
  ])
  func keepsColoursAndNothingElse(_ text: String, _ html: String) {
    #expect(TerminalText.html(text) == html)
  }
}
