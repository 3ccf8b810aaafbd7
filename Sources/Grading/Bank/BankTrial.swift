import NotebookFormat
package import SwiftEvaluation

/// Judges a lab's checks before learners are: every solution must pass, no stub may, every answer of the bank must get the
/// verdict and the diagnosis that its author expects, and no mutant of a solution may pass.
package struct BankTrial {
  /// What was tried.
  package enum Kind: String, Sendable {
    case solution, stub, right, wrong, mutant
  }

  /// One answer, and what the check said of it.
  package struct Row: Sendable {
    package let question: String
    package let kind: Kind
    /// What the answer is called.
    package let name: String
    /// Diagnoses that are wanted; for a mutant any but “right”.
    package let expected: [String]
    /// The diagnosis that it got.
    package let found: String
    /// Whether that is as it should be.
    package let isTold: Bool
  }

  private let master: MasterNotebook
  private let lab: Lab
  private let triesMutants: Bool

  /// - Parameter triesMutants: whether solutions are changed and tried too, which takes a minute or two for a lab.
  package init(_ master: MasterNotebook, _ lab: Lab, triesMutants: Bool) {
    (self.master, self.lab, self.triesMutants) = (master, lab, triesMutants)
  }

  /// Runs the solved notebook, and each question's bank where its answer stands.
  ///
  /// - Parameter report: called for every row.
  /// - Throws: ``AssignError`` where a cell of the solved notebook fails.
  package func run(in evaluator: Evaluator, report: (Row) -> Void) async throws -> [Row] {
    var rows: [Row] = []
    func add(_ row: Row) {
      rows.append(row)
      report(row)
    }
    await evaluator.reset()
    let cells = master.solvedVersion().cells.filter { $0.kind == .code }
    for (index, cell) in cells.enumerated() {
      if cell.role == .check || cell.role == .checkAll { continue }
      if let reason = await evaluator.failure(of: cell.source) {
        throw AssignError(question: cell.question, reason: "a cell of the solved notebook fails: \(reason)")
      }
      guard cell.role == .answer, let name = cell.question else { continue }
      let isLast = !cells.dropFirst(index + 1).contains { $0.question == name && $0.role == .answer }
      guard isLast, let question = master.questions.first(where: { $0.name == name }), let entry = lab[name] else {
        continue
      }
      let solution = cells.filter { $0.question == name && $0.role == .answer }
      for row in try await bank(question, entry, solution, evaluator) { add(row) }
      for answer in solution { _ = await evaluator.failure(of: answer.source) }
    }
    // Questions that are answered by a text in a cell of its own kind have no place to stand at.
    let tried = Set(rows.map(\.question))
    for question in master.questions where !tried.contains(question.name) {
      guard let entry = lab[question.name] else { continue }
      for row in try await bank(question, entry, question.solution, evaluator) { add(row) }
    }
    return rows
  }

  private func bank(
    _ question: Question, _ entry: Lab.Question, _ solution: [Cell], _ evaluator: Evaluator
  ) async throws -> [Row] {
    var rows: [Row] = []
    func attempt(_ kind: Kind, _ name: String, _ cells: [Cell], _ expected: [String]) async throws {
      let found = try await diagnosis(of: cells, entry, evaluator)
      let isRight = ["right", "kept"].contains(found)
      let isTold =
        switch kind {
        case .solution, .right: isRight
        case .stub, .mutant: !isRight
        case .wrong: expected.contains(found)
        }
      rows.append(
        Row(question: question.name, kind: kind, name: name, expected: expected, found: found, isTold: isTold))
    }
    try await attempt(.solution, "solution", solution, ["right"])
    let isWords = if case .words = entry.check.kind { true } else { false }
    if !isWords { try await attempt(.stub, "stub", question.answers, ["missing", "compile"]) }
    for (index, alternative) in question.alternatives.enumerated() {
      let name = alternative.name ?? "\(alternative.isRight ? "right" : "wrong") \(index + 1)"
      // The names of an earlier attempt are not to help this one.
      for cell in solution { _ = await evaluator.failure(of: cell.source) }
      try await attempt(
        alternative.isRight ? .right : .wrong, name, alternative.cells,
        alternative.isRight ? ["right"] : alternative.diagnoses)
    }
    guard triesMutants, case .values = entry.check.kind else { return rows }
    let known = Set(question.alternatives.filter(\.isRight).map { Self.normalised($0.cells) })
    for (position, cell) in solution.enumerated() where cell.kind == .code {
      for mutant in CodeMutant.all(of: cell.source) {
        var cells = solution
        cells[position].source = mutant.source
        guard !known.contains(Self.normalised(cells)) else { continue }
        try await attempt(.mutant, mutant.change, cells, [])
      }
    }
    return rows
  }

  /// Code without white space: alternatives that are written otherwise are the same answer.
  private static func normalised(_ cells: [Cell]) -> String {
    cells.filter { $0.kind == .code }.map { $0.source.filter { !$0.isWhitespace } }.joined(separator: ";")
  }

  /// What the check calls an answer.
  private func diagnosis(of cells: [Cell], _ entry: Lab.Question, _ evaluator: Evaluator) async throws -> String {
    guard case .values(let values) = entry.check.kind else {
      let text = cells.map { Self.withoutMagic($0.source) }.joined(separator: "\n")
      return FormulaJudge(entry).judge(text)?.diagnosis ?? "other"
    }
    for cell in cells where cell.kind == .code {
      if await evaluator.failure(of: cell.source) != nil { return "compile" }
    }
    var generator = SystemRandomNumberGenerator()
    return try await ValuesJudge(entry, values).judge(in: evaluator, using: &generator).diagnosis
  }

  private static func withoutMagic(_ source: String) -> String {
    source.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("%%") }
      .joined(separator: "\n")
  }
}
