import Testing

@testable import NotebookHTML

struct MathParserBracketsTests {
  func html(_ latex: String) throws -> String { try MathParser.element(of: latex).html }

  @Test func growWithWhatTheyEnclose() throws {
    #expect(
      try html("\\left( x \\right]") == "<mrow><mo form=\"prefix\" fence=\"true\" stretchy=\"true\">(</mo><mi>x</mi>"
        + "<mo form=\"postfix\" fence=\"true\" stretchy=\"true\">]</mo></mrow>")
    #expect(try html("\\left\\langle x \\right\\rangle").contains(">⟨</mo>"))
    #expect(try html("\\left< x \\right>").contains(">⟨</mo>"))
    #expect(
      try html("\\left\\{ x \\middle| y \\right\\}").contains(
        "<mo form=\"infix\" fence=\"true\" stretchy=\"true\">|</mo>"))
  }

  @Test func aDotIsNoBracket() throws {
    let html = try html("\\left. x \\right|_0")
    #expect(html.hasPrefix("<msub><mrow><mi>x</mi><mo form=\"postfix\""))
  }

  @Test(arguments: [("big", "1.2em"), ("Bigl", "1.8em"), ("biggr", "2.4em"), ("Biggm", "3em")])
  func haveTheSizeThatIsAskedFor(_ command: String, _ size: String) throws {
    #expect(try html("\\\(command)(").contains("minsize=\"\(size)\" maxsize=\"\(size)\""))
  }

  @Test func withoutACommandTheyKeepTheirSize() throws {
    #expect(try html("(x)") == "<mrow><mo stretchy=\"false\">(</mo><mi>x</mi><mo stretchy=\"false\">)</mo></mrow>")
  }
}
