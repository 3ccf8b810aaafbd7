import Testing

@testable import SwiftEvaluation

/// Over the real compiler, since its words are what is read.
@Suite(.serialized) struct DiagnosticTests {
  @Test func placesAndAdvice() async throws {
    let notebook = try TestNotebook()
    try await notebook.value("struct Point { var x = 1 }\nlet fixed = 1\nlet maybe: Int? = 2\nlet whole = 3")
    let cases: [(source: String, line: Int, column: Int, word: String, advice: String)] = [
      ("let a = 1\na = 2", 2, 1, "let", "declare `a` with `var`"),
      ("func f() -> Int {\n  print(1)\n  print(2)\n}", 4, 1, "missing return", "must end in `return`"),
      ("// ü\nlet q = whole * 2.5", 2, 15, "Double", "write `Double(…)`"),
      ("maybe + 1", 1, 1, "unwrapped", "`if let`"),
      ("\"ü\" + unknown", 1, 7, "cannot find 'unknown'", "spelling"),
      ("  whole.count", 1, 9, "no member", ""),
      ("let gap = <#your answer#>", 1, 11, "placeholder", "a gap"),
      ("Point().y", 1, 9, "'Point' has no member 'y'", ""),
    ]
    for (source, line, column, word, advice) in cases {
      let result = try await notebook.run(source)
      let error = try #require(result.diagnostics.first { $0.severity == .error }, "\(source)")
      #expect(error.location?.line == line && error.location?.column == column, "\(source): \(error)")
      #expect(error.message.contains(word), "\(error)")
      #expect((error.advice ?? "").contains(advice), "\(error)")
      for text in [error.rendered(title: "Cell 9", colour: true), error.rendered(title: "Cell 9", colour: false)] {
        #expect(!text.contains("/tmp") && !text.contains("CellScript") && !text.contains("Cell1"), "\(text)")
      }
    }
    let warned = try await notebook.run("func g() { let unused = 1 }")
    #expect(warned.diagnostics.map(\.severity) == [.warning])
    guard case .success = warned.outcome else { return #expect(Bool(false), "\(warned.outcome)") }
    await notebook.evaluator.shutdown()
  }

  @Test func rendering() {
    let place = Diagnostic.Location(line: 3, column: 5, text: "\tlet x = 1", marked: 5..<8)
    let diagnostic = Diagnostic(
      severity: .error, message: "wrong", location: place,
      notes: [Diagnostic(severity: .note, message: "here", location: nil)], fix: "insert `y`", advice: "Think.")
    #expect(
      diagnostic.rendered(title: "Cell 1", colour: false) == """
        Cell 1, line 3: error: wrong
        3 | \tlet x = 1
          | \t   ^~~
          fix: insert `y`
          Think.
        note: here
        """)
  }

  @Test func corrections() {
    #expect(FixText.of(source: "let x = 3", marks: "^~~", replacement: "var") == "replace `let` with `var`")
    #expect(
      FixText.of(source: "let q = o + 1", marks: "        ^", replacement: "         !") == "insert `!` after `o`")
    #expect(FixText.of(source: "f(1", marks: "   ^", replacement: "   )") == "add `)` at the end")
    #expect(FixText.of(source: "f", marks: "^", replacement: "") == nil)
  }
}
