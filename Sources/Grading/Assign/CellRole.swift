import JSONTree
package import NotebookFormat

/// What a cell of the learner's or the grader's version is for; its metadata say so under `unroll`.
package enum CellRole: String, Sendable, CaseIterable {
  /// Part of what is asked, or given with it.
  case question
  /// Where the learner answers.
  case answer
  /// Checks one answer.
  case check
  /// Checks every answer.
  case checkAll = "check_all"
  /// The author's answer, in the grader's version.
  case solution
  /// A test, in the grader's version.
  case test
  /// Draws inputs and computes what is expected, in the grader's version.
  case cases

  /// Whether learners cannot change or delete such a cell.
  var isLocked: Bool { self != .answer }
}

extension Cell {
  /// What the cell is for; nil for one that belongs to no question.
  package var role: CellRole? { metadata["unroll"]?["role"]?.stringValue.flatMap(CellRole.init) }

  /// The name of the question that the cell belongs to.
  package var question: String? { metadata["unroll"]?["question"]?.stringValue }

  /// The cell with this role; `details` go with it.
  func with(_ role: CellRole, of question: String?, _ details: [JSONValue.Member] = []) -> Cell {
    let members =
      (question.map { [JSONValue.Member(name: "question", value: .string($0))] } ?? [])
      + [.init(name: "role", value: .string(role.rawValue))]
    var cell = self
    cell.metadata = metadata.setting("unroll", to: .object(members + details))
    if role.isLocked {
      cell.metadata = cell.metadata.setting("editable", to: false).setting("deletable", to: false)
    }
    return cell
  }
}
