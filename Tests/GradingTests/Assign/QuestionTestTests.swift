import NotebookFormat
import Testing

@testable import Grading

struct QuestionTestTests {
  @Test func readsItsSettings() throws {
    let test = try QuestionTest(
      Cell(
        .code,
        source: """
          // HIDDEN
          // BEGIN TEST CONFIG
          // points: 1.5
          //
          // success_message: Good
          // failure_message: >
          //   Look
          //   again
          // END TEST CONFIG
          check(h1) // hidden
          try_it() // IGNORE
          """))
    #expect(test.isHidden)
    #expect(test.points == 1.5)
    #expect(test.successMessage == "Good")
    #expect(test.failureMessage == "Look again\n")
    #expect(test.source == "check(h1) // hidden")
  }

  @Test(arguments: [
    ("a()", false), ("//  HIDDEN \na()", true),
    ("// BEGIN TEST CONFIG\n// hidden: true\n// END TEST CONFIG\na()", true),
  ])
  func mayBeHidden(_ source: String, _ isHidden: Bool) throws {
    #expect(try QuestionTest(Cell(.code, source: source)).isHidden == isHidden)
  }

  @Test(arguments: [
    ("a()\n// HIDDEN", 2, "// HIDDEN is the first line of a test, or says nothing"),
    ("// BEGIN TEST CONFIG\n// points: 1", 1, "// BEGIN TEST CONFIG has no end; close it by // END TEST CONFIG"),
    ("a()\n// BEGIN TEST CONFIG", 2, "// BEGIN TEST CONFIG stands at the top of a test, below // HIDDEN only"),
    ("// END TEST CONFIG", 1, "// END TEST CONFIG ends what nothing begins"),
    (
      "// BEGIN TEST CONFIG\npoints: 1\n// END TEST CONFIG", 2,
      "the settings of a test are comments: a line of them begins with //"
    ),
    (
      "\n// HIDDEN\n// BEGIN TEST CONFIG\n// piont: 1\n// END TEST CONFIG", 2,
      "// HIDDEN is the first line of a test, or says nothing"
    ),
    (
      "// HIDDEN\n// BEGIN TEST CONFIG\n// pionts: 1\n// END TEST CONFIG", 3,
      "// BEGIN TEST CONFIG has no key “pionts”; did you mean “points”?"
    ),
    (
      "// HIDDEN\n// BEGIN TEST CONFIG\n// hidden: no\n// END TEST CONFIG", 3,
      "the test is marked // HIDDEN and says hidden: false"
    ),
    (
      "// HIDDEN\na() // SOLUTION", 2,
      "// SOLUTION belongs in the code between # BEGIN SOLUTION and # END SOLUTION"
    ),
  ])
  func faultsHaveTheLineOfTheCell(_ source: String, _ line: Int, _ reason: String) {
    let fault = #expect(throws: CellFault.self) { try QuestionTest(Cell(.code, source: source)) }
    #expect(fault == CellFault(line: line, reason: reason))
  }

  @Test func isCode() {
    let fault = #expect(throws: CellFault.self) { try QuestionTest(Cell(.markdown, source: "a")) }
    #expect(fault?.reason == "a markdown cell stands among the tests, and tests are code cells")
  }
}
