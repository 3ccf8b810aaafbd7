import JSONTree
import NotebookFormat

extension Question {
  /// The cells in which a learner answers: the author's prompt, or what the markers leave of the solution.
  ///
  /// A cell of the solution without any marker is a solution as a whole.
  var answers: [Cell] {
    let answers =
      prompt.isEmpty
      ? cells(of: .solution).map { cell in
        var answer = Cell(cell.kind, id: cell.id, source: Self.invitation)
        if let code = cell.code { answer.source = code.hasSolution ? code.text(for: .learner) : MarkedCode.placeholder }
        return answer
      } : prompt
    return answers.map { $0.with(.answer, of: name) }
  }

  /// The author's answer, in cells of the same names as ``answers`` as far as these go.
  var solvedAnswers: [Cell] {
    let ids = answers.map(\.id)
    return cells(of: .solution).enumerated().map { index, solution in
      var cell = solution.cell(for: .solver)
      cell.metadata = [:]
      if index < ids.count { cell.id = ids[index] }
      return cell.with(.answer, of: name)
    }
  }

  /// What asks for words.
  private static let invitation = "*Your answer here.*"

  /// What checks the answer.
  var checkCall: String { "grader.check(\"\(name)\")" }
}

extension Cell {
  /// The names of the questions whose answers the cell checks.
  var checkedQuestions: [String] {
    guard kind == .code, source.contains("grader") else { return [] }
    return source.filter { !$0.isWhitespace }.split(separator: "grader.check(\"", omittingEmptySubsequences: false)
      .dropFirst().map { String($0.prefix { $0 != "\"" }) }
  }
}

extension QuestionTest {
  /// What learners read of the test.
  var messages: [JSONValue.Member] {
    [("success_message", successMessage), ("failure_message", failureMessage)].compactMap { name, text in
      text.map { .init(name: name, value: .string($0)) }
    }
  }
}
