import NotebookFormat
import Testing

@testable import Grading

struct AlternativeTests {
  func alternative(_ yaml: String, isRight: Bool) throws(CellFault) -> Alternative {
    let settings = try Settings(yaml, of: "# BEGIN WRONG", known: Alternative.keys(isRight: isRight))
    return try Alternative(isRight: isRight, settings, cells: [Cell(.code, source: "1")])
  }

  @Test(arguments: [
    ("diagnosis: no-activation", ["no-activation"]), ("diagnosis: [a.b, c_2]\nname: both", ["a.b", "c_2"]),
  ])
  func aWrongAnswerHasDiagnoses(_ yaml: String, _ diagnoses: [String]) throws {
    #expect(try alternative(yaml, isRight: false).diagnoses == diagnoses)
  }

  @Test func aRightAnswerHasNone() throws {
    #expect(try alternative("name: in one line", isRight: true).name == "in one line")
    let fault = #expect(throws: CellFault.self) { try alternative("diagnosis: a", isRight: true) }
    #expect(fault?.reason.contains("has no key “diagnosis”") == true)
  }

  @Test(arguments: [
    ("", "a wrong answer says which misconception it shows: diagnosis: identifier, or a list of them"),
    ("diagnosis: []", "a wrong answer says which misconception it shows: diagnosis: identifier, or a list of them"),
    ("diagnosis: forgot the ReLU", "the diagnosis “forgot the ReLU” is no identifier: letters, digits, _, - and . are"),
    ("diagnosis: \"\"", "the diagnosis “” is no identifier: letters, digits, _, - and . are"),
    ("diagnosis: {a: b}", "“diagnosis” is a text or a list of texts, not {\"a\":\"b\"}"),
  ])
  func whatIsNoDiagnosisIsAFault(_ yaml: String, _ reason: String) {
    let fault = #expect(throws: CellFault.self) { try alternative(yaml, isRight: false) }
    #expect(fault?.reason == reason)
  }
}
