import Foundation
import Grading
import Logging
import NotebookFormat
import SwiftEvaluation
import Testing

@testable import UnrollCommand

/// The lab of recurrent networks: its notebook solved, empty and half done, and the bank by which its checks are judged.
@Suite(.serialized) struct RNNLabTests {
  private let master: MasterNotebook
  private let libraries: Libraries

  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    master = try Assignment.master(at: root.appending(path: "Labs/rnn/rnn.ipynb"))
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
    var folder = URL(filePath: bundle)
    while folder.path.contains(".xctest") { folder = folder.deletingLastPathComponent() }
    libraries = try Libraries(products: folder)
  }

  private func evaluator() throws -> Evaluator {
    Evaluator(configuration: .init(toolchain: try Toolchain(), libraries: libraries))
  }

  private func lab() async throws -> Lab {
    let evaluator = try evaluator()
    let lab = try Lab(try await LabMaker(master).json(drawnBy: evaluator))
    await evaluator.shutdown()
    return lab
  }

  @Test func solvedEmptyAndHalfDone() async throws {
    let lab = try await lab()
    func check(_ notebook: Notebook) async throws -> LabReport {
      try await LabCheck.check(
        notebook, lab, timeLimit: .seconds(60), libraries: libraries,
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
      ).report
    }
    let solved = try await check(master.solvedVersion())
    #expect(solved.isComplete && solved.points.reached == solved.points.of, "\(solved.text)")
    let empty = try await check(master.learnerVersion())
    #expect(!empty.isComplete && empty.points.reached == 0, "\(empty.text)")

    // The first half of the answers are the solutions.
    let whole = master.solvedVersion()
    let names = master.questions.map(\.name)
    let later = Set(names.suffix(names.count / 2))
    let learners = master.learnerVersion()
    let cells = whole.cells.map { cell in
      guard cell.role == .answer, let question = cell.question, later.contains(question) else { return cell }
      return learners.cells.first { $0.id == cell.id } ?? cell
    }
    let report = try await check(Notebook(cells: cells, metadata: whole.metadata))
    #expect(!report.isComplete && report.points.reached > 0 && report.points.reached < report.points.of)
    for question in lab.questions where !later.contains(question.name) {
      #expect(report.text.contains("✓ \(question.title)") || report.text.contains("✎ \(question.title)"))
    }
  }

  /// Mutants of the solutions are tried by `unroll assign`, which takes minutes.
  @Test func everyAnswerOfTheBankIsToldApart() async throws {
    let lab = try await lab()
    let evaluator = try evaluator()
    let rows = try await BankTrial(master, lab, triesMutants: false).run(in: evaluator) { _ in }
    await evaluator.shutdown()
    let untold = rows.count { !$0.isTold }
    #expect(untold == 0, "\(BankTable(rows).text)")
    for question in lab.questions {
      if case .words = question.check.kind { continue }
      guard question.points > 0 else { continue }
      let wrong = rows.count { $0.question == question.name && $0.kind == .wrong }
      let right = rows.count { $0.question == question.name && $0.kind == .right }
      #expect(wrong >= 10 && right >= 3, "\(question.name) has \(wrong) wrong and \(right) right answers")
    }
  }
}
