import Testing

@testable import SwiftEvaluation

@Suite struct JournalTests {
  private func slice(_ cells: String..., from givens: Set<String>, to results: String...) -> [String] {
    var journal = Journal()
    for cell in cells { journal.add(cell, CellSyntax(cell)) }
    return journal.slice(from: givens, to: results)
  }

  @Test func onlyWhatLiesBetweenGivensAndResults() {
    #expect(
      slice(
        "let u = 1, v = 2", "let other = u + 5", "let h = u * 3", "let o = h + v", "print(o)", from: ["u", "v"],
        to: "o") == ["let h = u * 3", "let o = h + v"])
    #expect(slice("let u = 1", "let o = 6", from: ["u"], to: "o").isEmpty)
    #expect(slice("let u = 1", from: ["u"], to: "o", "u").isEmpty)
  }

  @Test func theNewestDeclarationCounts() {
    #expect(
      slice("let u = 1", "let h = u", "let h = u + 1", "let o = h", from: ["u"], to: "o")
        == ["let h = u + 1", "let o = h"])
    // What a cell used is what there was then, whatever was declared later.
    #expect(
      slice("let u = 1", "let h = u", "let o = h", "let h = 9", from: ["u"], to: "o") == ["let h = u", "let o = h"])
  }

  @Test func functionsOfGivensAndLaterChangesBelongToIt() {
    #expect(
      slice(
        "let u = 1", "func f(_ x: Int) -> Int { x * u }", "func g(_ x: Int) -> Int { x }", "var h = f(2) + g(1)",
        "h += 1", "h.negate()", "print(h)", "let o = h", from: ["u"], to: "o")
        == ["func f(_ x: Int) -> Int { x * u }", "var h = f(2) + g(1)", "h += 1", "h.negate()", "let o = h"])
  }

  @Test func aCellMayDeclareGivensAndResults() {
    #expect(slice("let u = 1\nlet o = u", from: ["u"], to: "o") == ["let u = 1\nlet o = u"])
  }
}
