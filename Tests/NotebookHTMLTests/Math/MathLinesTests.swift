import Testing

@testable import NotebookHTML

struct MathLinesTests {
  func broken(_ latex: String) throws -> MathElement { try MathParser.element(of: latex).broken(toWidth: 20) }

  @Test func aFormulaThatFitsIsItself() throws {
    let element = try MathParser.element(of: "a + b = c")
    #expect(element.broken(toWidth: 20) == element)
    let fraction = try MathParser.element(of: "\\frac{\(String(repeating: "a+", count: 50))b}{c}")
    #expect(fraction.broken(toWidth: 20) == fraction)
  }

  @Test func aLongSumIsSetInLinesThatBeginWithTheirSign() throws {
    let terms = (1...12).map { "\\frac{\\partial L}{\\partial o_{\($0)}} x_{\($0)}" }
    let table = try broken("y = " + terms.joined(separator: " + "))
    #expect(table.html.hasPrefix("<mtable class=\"lines\" displaystyle=\"true\"><mtr><mtd><mrow><mi>y</mi><mo"))
    guard case .children(let rows) = table.content else { return #expect(Bool(false), "no rows") }
    #expect((3...6).contains(rows.count))
    for row in rows.dropFirst() {
      #expect(row.html.hasPrefix("<mtr><mtd><mrow><mo stretchy=\"false\" form=\"infix\">+</mo>"))
    }
    // Nothing is lost and nothing is changed in its order.
    let whole = try MathParser.element(of: "y = " + terms.joined(separator: " + ")).html
    let parts = rows.map { row in
      row.html.replacing("<mtr><mtd><mrow>", with: "").replacing("</mrow></mtd></mtr>", with: "")
    }
    #expect("<mrow>\(parts.joined().replacing(" form=\"infix\"", with: ""))</mrow>" == whole)
  }

  @Test func inALineOfTextNothingIsBroken() {
    let sum = String(repeating: "abcdef + ", count: 40) + "x"
    #expect(!Formula("$\(sum)$").html.contains("mtable") && Formula("$$\(sum)$$").html.contains("mtable"))
  }
}
