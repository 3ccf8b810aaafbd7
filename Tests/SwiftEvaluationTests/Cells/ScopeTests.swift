import Testing

@testable import SwiftEvaluation

@Suite struct ScopeTests {
  private func scope(_ cells: String...) -> Scope {
    var scope = Scope()
    for (index, source) in cells.enumerated() {
      let syntax = CellSyntax(source)
      scope.add(syntax, cell: index + 1, module: "Cell\(index + 1)", references: scope.preamble(for: syntax).references)
    }
    return scope
  }

  private func imports(_ source: String, after cells: String...) -> [String] {
    var scope = Scope()
    for (index, cell) in cells.enumerated() {
      let syntax = CellSyntax(cell)
      scope.add(syntax, cell: index + 1, module: "Cell\(index + 1)", references: scope.preamble(for: syntax).references)
    }
    return scope.preamble(for: CellSyntax(source)).lines
  }

  @Test func onlyTheNewestOfWhatIsMentioned() {
    #expect(imports("x + 1", after: "let x = 1", "let x = 2", "let y = 3") == ["@testable import var Cell2.x"])
    #expect(imports("let x = 5", after: "let x = 1") == [])
    #expect(imports("1", after: "import Foundation", "let y = 1") == ["import Foundation"])
  }

  @Test func typesBehindAValueAreOpened() {
    let lines = imports("p.x", after: "struct Point { var x = 1 }", "let p = Point()", "let q = 1")
    #expect(lines == ["@testable import var Cell2.p", "@testable import typealias Cell1._Cell1"])
  }

  @Test func extensionsComeWithTheirTypeAndTheirMembers() {
    let cells = ["struct Point {}", "extension Point { var length: Int { 1 } }", "let p = Point()"]
    #expect(imports("p", after: cells[0], cells[1], cells[2]).contains("@testable import typealias Cell2._Cell2"))
    #expect(
      imports("3.twice", after: "extension Int { var twice: Int { 2 } }") == ["@testable import typealias Cell1._Cell1"]
    )
    let replaced = imports(
      "3.twice", after: "extension Int { var twice: Int { 2 } }", "extension Int { var twice: Int { 3 } }")
    #expect(replaced == ["@testable import typealias Cell2._Cell2"])
  }

  @Test func overloadsThatRemainAreReexported() {
    let first = "func f(_ x: Int) {}\nfunc f(_ x: String) {}"
    #expect(imports("func f(_ x: Int) {}", after: first).contains("@_exported import Cell1"))
    #expect(!imports("func f(_ x: Int) {}", after: "func f(_ x: Int) {}").contains("@_exported import Cell1"))
  }

  @Test func operatorsNeedTheirWholeModule() {
    let lines = imports("2 ** 3", after: "infix operator **\nfunc ** (a: Int, b: Int) -> Int { a }")
    #expect(lines == ["@testable import Cell1"])
  }

  @Test func declarationsAsOneText() {
    let text = scope("let x = 1\nprint(x)", "func f() {}\nlet x = 2").declarations
    #expect(text == "func f() {}\nlet x = 2")
  }

  @Test func librariesAreLoadedOnce() {
    let standard = ["Core", "_Concurrency", "_StringProcessing", "SwiftOnoneSupport"]
    #expect(scope().unloadedModules(for: CellSyntax("import Foundation")) == standard + ["Foundation"])
    let after = scope("import Foundation\nlet x = 1")
    #expect(after.unloadedModules(for: CellSyntax("import Foundation\nx")) == [])
    #expect(after.unloadedModules(for: CellSyntax("import struct Dispatch.DispatchTime")) == ["Dispatch"])
  }
}
