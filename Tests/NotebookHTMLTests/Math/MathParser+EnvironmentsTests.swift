import Testing

@testable import NotebookHTML

struct MathParserEnvironmentsTests {
  func html(_ latex: String) throws -> String { try MathParser.element(of: latex).html }

  @Test func matricesHaveBracketsThatGrow() throws {
    let table =
      "<mtable class=\"matrix\"><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr>"
      + "<mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr></mtable>"
    #expect(try html("\\begin{matrix}1 & 0 \\\\ a & b\\end{matrix}") == table)
    #expect(try html("\\begin{matrix}1 & 0 \\\\[2pt] a & b \\\\ \\end{matrix}") == table)
    let bracketed = try html("\\begin{bmatrix}1 & 0 \\\\ a & b\\end{bmatrix}")
    #expect(
      bracketed == "<mrow><mo form=\"prefix\" fence=\"true\" stretchy=\"true\">[</mo>\(table)"
        + "<mo form=\"postfix\" fence=\"true\" stretchy=\"true\">]</mo></mrow>")
  }

  @Test func aBracketBehindARowBreakIsNoDistance() throws {
    #expect(try html("\\begin{matrix}a \\\\ [b]\\end{matrix}").contains("<mi>b</mi>"))
    #expect(try html("\\begin{matrix}a \\\\[b]\\end{matrix}").contains("<mi>b</mi>"))
  }

  @Test func linesAreAligned() throws {
    let lines = try html("\\begin{aligned}a &= b \\\\ &= c\\end{aligned}")
    #expect(lines.hasPrefix("<mtable class=\"aligned\" displaystyle=\"true\"><mtr><mtd><mi>a</mi></mtd><mtd>"))
    #expect(lines.components("<mtr>") == 2 && lines.components("<mtd>") == 4)
    #expect(try html("\\begin{align*}a &= b\\end{align*}").contains("class=\"aligned\""))
    #expect(try html("\\begin{alignedat}{2}a &= b\\end{alignedat}").contains("class=\"aligned\""))
    #expect(try html("\\begin{equation}a\\end{equation}").contains("class=\"gathered\""))
  }

  @Test func casesOpenWithABraceAndDoNotClose() throws {
    let cases = try html("\\begin{cases}z & z > 0 \\\\ 0 & \\text{else}\\end{cases}")
    #expect(cases.contains(">{</mo>") && !cases.contains("postfix") && cases.contains("class=\"cases\""))
  }

  @Test func columnsOfAnArrayAreAligned() throws {
    let array = try html("\\left[\\begin{array}{l|cr}a & b & c \\\\ \\hline d & e & f\\end{array}\\right]")
    #expect(array.components("<mtd class=\"left\">") == 2 && array.components("<mtd class=\"right\">") == 2)
  }

  @Test func linesUnderASumAreStacked() throws {
    #expect(try html("\\sum_{\\substack{i \\\\ j}}").contains("<mtable class=\"gathered\"><mtr><mtd><mi>i</mi>"))
  }
}

extension String {
  /// How often a part occurs.
  fileprivate func components(_ part: String) -> Int { ranges(of: part).count }
}
