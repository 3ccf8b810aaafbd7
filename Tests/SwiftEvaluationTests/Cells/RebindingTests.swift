import Testing

@testable import SwiftEvaluation

@Suite struct RebindingTests {
  @Test(arguments: [
    ("let x = 1 // one\nlet y = x", "let x = 9 // one\nlet y = x"), ("var x: Int", "var x: Int = 9"),
    ("let a = 1, x = a + 2, b = 3", "let a = 1, x = 9, b = 3"), ("func f() { let x = 1 }", "func f() { let x = 1 }"),
    ("var x: Int { 1 }", "var x: Int { 1 }"),
  ])
  func initialValues(_ source: String, _ expected: String) {
    #expect(Rebinding.source(source, ["x": "9"]) == expected)
  }
}
