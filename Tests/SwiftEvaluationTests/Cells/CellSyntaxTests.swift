import Testing

@testable import SwiftEvaluation

@Suite struct CellSyntaxTests {
  @Test func declarations() {
    let syntax = CellSyntax(
      """
      import Foundation
      let (a, b) = (1, 2), c = 3
      func f(_ x: Int, y: String...) -> Int { let inner = x; return inner }
      actor Bank {}
      infix operator **
      extension Swift.Int: Shape { var twice: Int { self * 2 } }
      #if DEBUG
      struct Hidden {}
      #endif
      """)
    #expect(syntax.declarations.map(\.name) == ["a", "b", "c", "f", "Bank", "Hidden"])
    #expect(syntax.declarations.map(\.kind) == [.variable, .variable, .variable, .function, .class, .structure])
    #expect(syntax.declarations[3].signature == "(_: Int, y: String...)")
    #expect(syntax.operators == ["**"] && syntax.imports == ["import Foundation"])
    #expect(syntax.extensions.map(\.type) == ["Int"] && syntax.extensions.map(\.protocols) == [["Shape"]])
    #expect(syntax.extensions.map(\.members) == [["twice"]] && syntax.opens)
    #expect(!CellSyntax("let x = 1").opens)
  }

  @Test(arguments: [
    ("let x = 1\nx + 1 // sum", "x + 1"), ("try f()", "try f()"), ("x == y", "x == y"), ("f { $0 }", "f { $0 }"),
  ])
  func shownExpressions(_ source: String, _ shown: String) throws {
    let range = try #require(CellSyntax(source).lastExpression)
    #expect(String(decoding: Array(source.utf8)[range], as: UTF8.self) == shown)
  }

  @Test(arguments: [
    "x = 1", "x += 1", "x;", "if a { b }", "let x = 1", "x\nlet y = 1", "", "switch x { default: 1 }", "_ = f()", "f(",
  ])
  func nothingToShow(_ source: String) {
    #expect(CellSyntax(source).lastExpression == nil)
  }

  @Test(arguments: [
    ("await f()", true), ("async let x = 1", true), ("for await x in xs {}", true), ("if await f() {}", true),
    ("func f() async { await g() }", false), ("Task { await f() }", false),
    ("var x: Int { get async { await f() } }", false),
  ])
  func waiting(_ source: String, _ awaits: Bool) {
    #expect(CellSyntax(source).awaits == awaits)
  }

  @Test func throwing() {
    let source = "try f()\ndo { try g() } catch { print(1) }\nlet x = try? h()\nfunc k() throws { try f() }\nthrow E()"
    #expect(CellSyntax(source).throwingLines == [1, 5])
  }

  @Test func mentions() {
    let names = CellSyntax("let x = `default`(a.b, \"\\(inside)\") ** $c").mentions
    #expect(names.isSuperset(of: ["default", "a", "b", "inside", "**", "c"]))
  }
}
