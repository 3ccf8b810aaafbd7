import Testing

@testable import NotebookHTML

struct FormulasTests {
  @Test(arguments: [
    ("a $x$ b", ["$x$"]), ("$$x\n\ny$$", ["$$x\n\ny$$"]), ("$x$ and $y_1$", ["$x$", "$y_1$"]),
    ("\\begin{align}\na &= b\n\\end{align}", ["\\begin{align}\na &= b\n\\end{align}"]), ("it costs $5 and $6", []),
    ("$ x $", []), ("\\$x$ y", []), ("`$x$` ``a ` $y$``", []), ("```\n$x$\n```\n$z$", ["$z$"]), ("```\n$x$", []),
    ("$a\\$b$", ["$a\\$b$"]), ("$", []), ("$$", []), ("$$$$", []), ("`", []), ("\\", []), ("\\begin{x} y", []),
    ("$x", []), ("", []), ("a \\(x\\) b", ["\\(x\\)"]), ("\\[x_1\n\\]", ["\\[x_1\n\\]"]),
    ("\\\\(x\\\\)", ["\\\\(x\\\\)"]),
    ("\\(x", []), ("\\( \\)", []), ("`\\(x\\)`", []), ("\\[a\n\nb\\]", []), ("\\begin{x}\\begin{x}", []),
    ("\\begin{a}\\end{a} $x$", ["\\begin{a}\\end{a}", "$x$"]), ("``` $x$", []), ("$6, `$x$`", []),
    ("\\begin{a b}x\\end{a b}", []),
  ])
  func findsThem(_ text: String, _ formulas: [String]) {
    let masked = Formulas.masked(in: text)
    #expect(masked.formulas.map(\.source) == formulas)
    #expect(Formulas.restored(in: masked.text, masked.formulas) { $0.source } == text)
  }

  @Test func marksThatTheTextHasItselfAreNoFormulas() {
    let masked = Formulas.masked(in: "\u{F0000}0\u{F0001} $x$")
    #expect(Formulas.restored(in: masked.text, masked.formulas) { $0.source } == "\u{FFFD}0\u{FFFD} $x$")
  }

  @Test func withinATagTheirSourceStands() {
    #expect(Markdown.html("![of $x_1$](a.png)") == "<p><img src=\"a.png\" alt=\"of $x_1$\" /></p>\n")
    #expect(Markdown.html("[a](<b$\"x\"$>) $y$").contains("<a href=\"b$&quot;x&quot;$\">a</a> <math>"))
    #expect(Markdown.html("[a](<$javascript:alert(1)$>)").contains("href=\"$javascript:alert(1)$\""))
  }

  @Test func aCombiningMarkBehindAFormulaLosesNothing() {
    #expect(Markdown.html("$x$&#769; b") == "<p>\(Formula("$x$").html)\u{301} b</p>\n")
    #expect(
      Markdown.html("&#xF0000;7 a $x$")
        == "<p>\u{F0000}7 a \(Formula("$x$").html)</p>\n".replacing("\u{F0000}", with: ""))
  }
}
