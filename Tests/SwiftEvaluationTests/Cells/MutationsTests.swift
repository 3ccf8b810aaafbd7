import Testing

@testable import SwiftEvaluation

@Suite struct MutationsTests {
  @Test(arguments: [
    ("x = 1", ["x"]), ("x += y", ["x"]), ("x.rows[0].value = 3", ["x"]), ("x.append(y)", ["x"]),
    ("swap(&x, &y)", ["swap", "x", "y"]), ("let x = y", []), ("print(x == y)", ["print"]), ("try x!.run().go()", ["x"]),
    ("for i in 0..<3 { x[i] = i }", ["x"]), ("_ = x", ["_"]),
  ])
  func names(_ source: String, _ expected: [String]) {
    #expect(CellSyntax(source).mutations.subtracting(["_"]) == Set(expected).subtracting(["_"]))
  }
}
