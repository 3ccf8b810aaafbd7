import Testing

@testable import NotebookHTML

struct FormulasTests {
  @Test(arguments: [
    ("a $x$ b", ["$x$"]), ("$$x\n\ny$$", ["$$x\n\ny$$"]), ("$x$ and $y_1$", ["$x$", "$y_1$"]),
    ("\\begin{align}\na &= b\n\\end{align}", ["\\begin{align}\na &= b\n\\end{align}"]), ("it costs $5 and $6", []),
    ("$ x $", []), ("\\$x$ y", []), ("`$x$` ``a ` $y$``", []), ("```\n$x$\n```\n$z$", ["$z$"]), ("```\n$x$", []),
    ("$a\\$b$", ["$a\\$b$"]), ("$", []), ("$$", []), ("$$$$", []), ("`", []), ("\\", []), ("\\begin{x} y", []),
    ("$x", []), ("", []),
  ])
  func findsThem(_ text: String, _ formulas: [String]) {
    let masked = Formulas.masked(in: text)
    #expect(masked.formulas == formulas)
    #expect(Formulas.restored(in: masked.text, masked.formulas) { $0 } == text)
  }

  @Test func marksThatTheTextHasItselfAreNoFormulas() {
    let masked = Formulas.masked(in: "\u{F0000}0\u{F0001} $x$")
    #expect(Formulas.restored(in: masked.text, masked.formulas) { $0 } == "\u{FFFD}0\u{FFFD} $x$")
  }
}
