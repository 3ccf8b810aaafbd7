import JupyterKernel
import Testing

@testable import SwiftKernel

struct CodeCompletenessTests {
  @Test(arguments: [
    "", "\n", "1", "let a = 1", "a + b", "func f() { }", "struct S {\n  var x = 1\n}", "if a { } else { }", "// text",
    "/* a /* b */ c */", "let t = \"\"\"\nlong\n\"\"\"", "\"a\\(b)c\"", "let r = /a+/", "#if os(Linux)\n1\n#endif",
    "protocol P { func f() }", "import Foundation", "x.map { $0 * 2 }", "class C { init() { } }", "a?.b!",
    "try await f()",
    "let f = { (x: Int) in x }", "@MainActor func f() { }", "extension Int { }",
  ])
  func wholeCodeIsComplete(_ code: String) { #expect(codeCompleteness(code) == .complete) }

  @Test(arguments: [
    ("func f() {", "    "), ("func f()", ""), ("struct S", ""), ("struct S {\n  func g() {", "      "), ("let a =", ""),
    ("a +", ""), ("f(1,", ""), ("[1, 2", ""), ("let t = \"\"\"\nlong", ""), ("/* open", ""), ("/* a /* b */", ""),
    ("if a {\n  b", "  "), ("x.map {", "    "), ("#if os(Linux)", ""), ("switch a {", "    "), ("init()", ""),
    ("if a", ""),
    ("for i in", ""), ("let a: ", ""), ("(", "    "), ("a.", ""), ("guard let a", ""),
  ])
  func codeThatMustGoOnIsIncomplete(_ code: String, _ indent: String) {
    #expect(codeCompleteness(code) == .incomplete(indent: indent))
    #expect(codeCompleteness(code + "\n\n") == .incomplete(indent: indent))
  }

  @Test(arguments: ["let = 1", ")", "\"open", "\"open\nlet a = 1", "}", "a b c )", "func f( {\n}", "f(1, 2]"])
  func codeThatCannotBecomeRightIsInvalid(_ code: String) { #expect(codeCompleteness(code) == .invalid) }

  /// A console asks after every line; the answer must exist for every beginning of every program.
  @Test func everyBeginningHasAnAnswer() {
    let program = """
      import Foundation
      struct Point<T: Numeric> where T: Comparable { var x, y: T; static func + (a: Self, b: Self) -> Self { a } }
      let text = #"raw \\#(1 + 2)"#, more = \"\"\"
        "quotes" \\(text)
        \"\"\" /* comment /* nested */ */
      for i in 0..<10 where i % 2 == 0 { switch i { case 0: break; default: print(i ?? 1) } }
      @MainActor func f(_ body: @escaping () async throws -> Void) rethrows -> some Sequence { [1: "a"] }
      """
    let scalars = Array(program.unicodeScalars)
    for end in 0...scalars.count {
      var beginning = ""
      beginning.unicodeScalars.append(contentsOf: scalars[..<end])
      let answer = codeCompleteness(beginning)
      #expect(answer != .unknown)
    }
    #expect(codeCompleteness(program) == .complete)
  }

  @Test func magicsAreNotTakenForSwift() {
    #expect(cellCompleteness("%time f(") == .complete)
    #expect(cellCompleteness("!ls (") == .complete)
    #expect(cellCompleteness("let a = 1\n!ls\nfunc f() {") == .incomplete(indent: "    "))
    #expect(cellCompleteness("%%shell") == .incomplete(indent: ""))
    #expect(cellCompleteness("%%shell\nls") == .incomplete(indent: ""))
    #expect(cellCompleteness("%%shell\nls\n") == .complete)
  }
}
