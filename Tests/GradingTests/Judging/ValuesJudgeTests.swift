import Checks
import JSONTree
import NotebookDisplay
import SwiftEvaluation
import Testing

@testable import Grading

@Suite(.serialized) struct ValuesJudgeTests {
  /// h = max(0, u x) and o = w h, with u = 2, w = 3, x = 1 in the notebook.
  static func lab() throws -> Lab {
    var cases = CheckCases()
    for index in 0..<30 {
      let (u, w, x) = (Double(index % 5) - 2.5, Double(index % 3) + 1, Double(index % 4) - 1.5)
      let h = max(0, u * x)
      cases.add(
        givens: ["u": u, "w": w, "x": x], expected: ["h": h, "o": w * h],
        misconceptions: ["no_relu": ["h": u * x], "o_is_h": ["o": h]])
    }
    var functions = CheckCases()
    for count in 0..<12 {
      let list = Array(0..<count)
      functions.add(givens: ["list": list], expected: ["result": list.reduce(0, +)], misconceptions: [:])
    }
    let text = """
      {"lab": "toy", "questions": [
        {"name": "forward", "title": "Forward", "cases": \(cases.displayData.text(.json) ?? ""),
         "check": {"kind": "values", "givens": ["u", "w", "x"], "results": ["h", "o"],
          "diagnoses": {"no_relu": "The pre-activation went on as it was."}, "hints": ["One.", "Two."]}},
        {"name": "total", "cases": \(functions.displayData.text(.json) ?? ""),
         "check": {"kind": "values", "givens": ["list"], "needs": ["total"], "observe": "let result = total(list)",
          "compared": ["result"]}},
        {"name": "derive", "check": {"kind": "derivative", "parameter": "U", "length": 1}},
        {"name": "words", "check": {"kind": "words", "self_check": ["Did you name h_0?"]}}]}
      """
    return try Lab(JSONValue(parsing: Array(text.utf8)[...]))
  }

  private func verdict(
    _ cells: String..., question: String = "forward", timeLimit: Duration = .milliseconds(400)
  ) async throws -> Verdict {
    let evaluator = try TestEvaluator.make()
    for cell in cells { try await evaluator.succeed(cell) }
    let lab = try Self.lab()
    let question = try #require(lab[question])
    guard case .values(let values) = question.check.kind else { throw CancellationError() }
    var generator = SystemRandomNumberGenerator()
    let verdict = try await ValuesJudge(question, values, timeLimit: timeLimit).judge(
      in: evaluator, using: &generator)
    await evaluator.shutdown()
    return verdict
  }

  @Test func computesTheAnswerAnewFromOtherGivens() async throws {
    let givens = "let u = 2.0, w = 3.0\nlet x = 1.0"
    let right = try await verdict(givens, "let h = max(0, u * x)", "var o = h", "o = w * o", "print(o)")
    #expect(right.outcome == .right && right.headline.contains("24 sets"))
    let linear = try await verdict(givens, "let h = u * x\nlet o = w * h")
    #expect(linear.diagnosis == "no_relu" && linear.details.first == "The pre-activation went on as it was.")
    #expect(try await verdict(givens, "let h = max(0, u * x)\nlet o = h").diagnosis == "o_is_h")
    let typed = try await verdict(givens, "let h = 2.0\nlet o = 6.0")
    #expect(typed.diagnosis == "constant" && typed.outcome == .wrong)
    let misnamed = try await verdict(givens, "let h = 2.0\nlet O = 6.0")
    #expect(misnamed.outcome == .missing && misnamed.details.first == "There is `O`: did you mean that?")
    let stopped = try await verdict(givens, "let h = max(0, u * x)\nlet o = [w][x < 0 ? 1 : 0] * h")
    #expect(stopped.diagnosis == "crash" && stopped.headline.hasSuffix("Index out of range"))
    let none = try await verdict(givens, "let o = 6.0")
    #expect(none.outcome == .missing && !none.details.joined().contains("`u`"))
    let words = try await verdict(givens, "let h = \"two\"\nlet o = 1 * u")
    #expect(words.diagnosis == "not_numbers")
  }

  @Test func callsALearnersFunction() async throws {
    let right = try await verdict(
      "func total(_ list: [Int]) -> Int { list.reduce(0, +) }", question: "total")
    #expect(right.outcome == .right)
    let empty = try await verdict(
      "func total(_ list: [Int]) -> Int { list.dropFirst().reduce(list[0], +) }", question: "total")
    #expect(empty.diagnosis == "crash" && empty.details == ["With `list = []`"])
    let endless = try await verdict("func total(_ list: [Int]) -> Int { while true {} }", question: "total")
    #expect(endless.diagnosis == "crash" && endless.headline.contains("longer than"))
    let large = try await verdict(
      "func total(_ list: [Int]) -> Int { [UInt8](repeating: 1, count: 10 << 30).count + list.count }",
      question: "total", timeLimit: .seconds(60))
    #expect(large.diagnosis == "crash" && large.headline.contains("more memory than the limit of 4096 MiB"))
    let other = try await verdict("func total(_ text: String) -> Int { 0 }", question: "total")
    #expect(other.diagnosis == "compile" && other.headline == "Your answer cannot be used as it is.")
  }
}
