import ArgumentParser
import Foundation
import Grading
import SwiftEvaluation

/// `unroll assign`: makes of a master notebook what learners get and what grading needs.
struct AssignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign", abstract: "Make the learner's and the grader's version of a lab's master notebook.",
    discussion: """
      Writes DIR/learner/NAME.ipynb and DIR/grader/NAME.ipynb, NAME.ipynb being the master's name, and beside them the \
      files that the master lists and the lab's checks. Before that the checks are judged: every solution and right \
      answer of the bank must pass, every stub, wrong answer and mutant of a solution must not, and wrong answers must \
      get the diagnosis that the master names. Where anything is wrong, nothing is written.
      """)

  @Argument(help: "The master notebook (.ipynb).", completion: .file(extensions: ["ipynb"]))
  var master: String

  @Argument(help: "The folder for both versions; it is made if it is not there.", completion: .directory)
  var directory: String

  @Flag(help: "Do not judge the checks.")
  var skipBank = false

  @Flag(help: "Judge the checks by the answers in the master alone, not by mutants of the solutions.")
  var skipMutants = false

  func run() async throws {
    let url = URL(filePath: master)
    let notebook = try Assignment.master(at: url)
    guard notebook.questions.contains(where: { $0.check != nil }) else {
      return say(try Assignment.write(master: url, to: URL(filePath: directory)))
    }
    let evaluator = Evaluator(configuration: .init(toolchain: try Toolchain(), libraries: try .besideProgram()))
    do {
      let json = try await LabMaker(notebook).json(drawnBy: evaluator)
      if !skipBank { try await judge(notebook, try Lab(json), evaluator) }
      await evaluator.shutdown()
      say(try Assignment.write(master: url, to: URL(filePath: directory), lab: json))
    } catch {
      await evaluator.shutdown()
      throw error
    }
  }

  private func judge(_ notebook: MasterNotebook, _ lab: Lab, _ evaluator: Evaluator) async throws {
    let line = ProgressLine()
    var count = 0
    let rows = try await BankTrial(notebook, lab, triesMutants: !skipMutants).run(in: evaluator) { row in
      count += 1
      line.show("\(count) answers tried, now \(row.question): \(row.name)")
    }
    line.clear()
    print(BankTable(rows).text)
    let wrong = rows.filter { !$0.isTold }
    guard wrong.isEmpty else {
      throw ValidationError(
        "\(wrong.count) of \(rows.count) answers are not judged as they should be; nothing is written.")
    }
  }

  private func say(_ report: Assignment.Report) {
    print(report.summary)
    for file in report.files { print(file) }
  }
}
