import JSONTree
import NotebookFormat
import RandomJSON
import Testing

@testable import Grading

struct SeedVariableTests {
  static let settings = "seed: {variable: s, autograder_value: 42, student_value: 713}"

  @Test(arguments: [
    ("let s = 42", "let s = 713"), ("  var s: UInt64=4_2 // seed", "  var s: UInt64=713 // seed"),
    ("let a = 1\nlet s  = 42\nb(s)", "let a = 1\nlet s  = 713\nb(s)"), ("let s = 421", "let s = 421"),
    ("let s2 = 42", "let s2 = 42"), ("s = 42", "s = 42"), ("let x = s", "let x = s"),
    ("let s = f(42)", "let s = f(42)"),
  ])
  func isTheLearnersInALineThatDeclaresIt(_ source: String, _ handedOut: String) throws {
    let seed = try SeedVariable(["variable": "s", "autograder_value": 42, "student_value": 713], line: nil)
    #expect(seed.inLearnersHands(Cell(.code, source: source)).source == handedOut)
    #expect(seed.inLearnersHands(Cell(.markdown, source: source)).source == source)
  }

  @Test func eachVersionHasItsValue() throws {
    let notebook = question(["let s = 42"] + solution("draw(s) // SOLUTION"), configuration: Self.settings)
    let master = try MasterNotebook(parsing: notebook)
    #expect(sources(master.learnerVersion())[0] == "let s = 713")
    #expect(sources(master.solvedVersion())[0] == "let s = 713")
    #expect(sources(master.graderVersion())[0] == "let s = 42")
    #expect(master.learnerVersion().metadata["unroll"]?["seed"] == nil)
    #expect(master.graderVersion().metadata["unroll"]?["seed"]?.sorted == ["autograder_value": 42, "variable": "s"])
  }

  @Test func aSeedThatNoCellDeclaresIsAFault() {
    #expect(
      error(question(solution("let s = 42 // SOLUTION"), configuration: Self.settings))?.description
        == "cell 1 (“# ASSIGNMENT CONFIG”): no cell outside a solution has the line: let s = 42")
  }

  @Test(arguments: [
    ("{variable: s}", ""), ("{variable: s, autograder_value: a, student_value: 1}", ""),
    ("{variable: s, autograder_value: 1, student_value: 1, value: 3}", ", and no key “value”"),
  ])
  func whatIsMissingIsAFault(_ mapping: String, _ more: String) {
    let fault = #expect(throws: CellFault.self) { try AssignmentConfiguration("name: a\nseed: \(mapping)") }
    let wanted = "“seed” has a variable: name, an autograder_value: integer and a student_value: integer"
    #expect(fault == CellFault(line: 2, reason: wanted + more))
  }
}
