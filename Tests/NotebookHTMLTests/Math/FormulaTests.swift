import Testing

@testable import NotebookHTML

struct FormulaTests {
  @Test(arguments: [
    ("$x$", "x", false), ("$$x$$", "x", true), ("\\(x\\)", "x", false), ("\\[x\\]", "x", true),
    ("\\\\(x\\\\)", "x", false),
    ("\\\\[x\\\\]", "x", true), ("\\begin{align}x\\end{align}", "\\begin{align}x\\end{align}", true),
  ])
  func hasMarks(_ source: String, _ latex: String, _ isDisplayed: Bool) {
    let formula = Formula(source)
    #expect(formula.latex == latex && formula.isDisplayed == isDisplayed)
  }

  @Test func becomesMathMLThatKeepsItsSource() {
    #expect(
      Formula("$ x < 1 $").html == "<math><semantics><mrow><mi>x</mi><mo stretchy=\"false\">&lt;</mo><mn>1</mn></mrow>"
        + "<annotation encoding=\"application/x-tex\">x &lt; 1</annotation></semantics></math>")
    #expect(Formula("$$x$$").html.hasPrefix("<math display=\"block\">"))
  }

  @Test func whatCannotBeTypesetIsShownAsItIs() {
    #expect(
      Formula("$\\nosuch{<b>}$").html
        == "<code class=\"formula\" title=\"Not typeset: “\\nosuch” is not a command that can "
        + "be typeset here (character 1).\">$\\nosuch{&lt;b&gt;}$</code>")
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "\\text{<img src=x onerror=alert(1)>}", "\\mathrm{</math><script>}",
    "\\label{\"><script>}",
    "\\tag{<script>}", "\\operatorname{<script>}", "\\href{javascript:alert(1)}{x}", "\\class{\" onclick=\"x}{y}",
    "\\begin{<script>}x\\end{<script>}", "\\hspace{1em\"><script>}", "x</annotation><script>",
  ])
  func nothingInItRuns(_ latex: String) {
    let html = Formula("$\(latex)$").html
    #expect(Markup.isWellFormed(html) && !html.contains("<script") && !html.contains("<img"), "\(html)")
  }
}
