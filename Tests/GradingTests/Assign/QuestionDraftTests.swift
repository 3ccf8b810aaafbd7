import JSONTree
import NotebookFormat
import Testing

@testable import Grading

struct QuestionDraftTests {
  @Test func readsItsSettings() throws {
    let notebook = question(
      solution("1"), settings: "points: 2\nmanual: true\nall_or_nothing: true\ncheck: {kind: values, odd: [1, {a: b}]}")
    let question = try MasterNotebook(parsing: notebook).questions[0]
    #expect(question.points.total == 2)
    #expect(question.isManual)
    #expect(question.allOrNothing)
    #expect(question.check == ["kind": "values", "odd": [1, ["a": "b"]]])
  }

  @Test(arguments: [
    ("check: replay", "“check” is a mapping: lines of `key: value`, indented, not \"replay\""),
    ("check: {givens: [U]}", "“check” says its kind, a text: kind: values"),
    ("check: {kind: 3}", "“check” says its kind, a text: kind: values"),
    ("points: [1, 2]", "“points” is a number, 0 or more, not [1,2]"),
    ("poins: 2", "# BEGIN QUESTION has no key “poins”; did you mean “points”?"),
    ("export: true", "Otter's key “export” has no counterpart here; take it out"),
  ])
  func oddSettingsAreToldWithTheirLine(_ settings: String, _ reason: String) {
    let error = error(question(solution("1"), settings: settings))
    #expect(error?.reason == reason)
    #expect(error?.line == 3)
    #expect(error?.cell?.number == 2)
  }

  @Test func pointsThatDoNotAddUpAreToldWhereTheQuestionBegins() {
    let tests = ["# BEGIN TESTS", "// BEGIN TEST CONFIG\n// points: 3\n// END TEST CONFIG\na()", "# END TESTS"]
    #expect(
      error(question(solution("1") + tests, settings: "points: 2"))?.description
        == "question “q”, cell 2 (“# BEGIN QUESTION”), line 3: its tests name 3 points together, and the question has 2"
    )
  }
}
