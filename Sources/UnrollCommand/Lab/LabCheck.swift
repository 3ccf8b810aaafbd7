import ArgumentParser
import Foundation
import Grading
import JSONTree
import Logging
import NotebookDisplay
import NotebookExecution
import NotebookFormat
import SwiftEvaluation
import SwiftKernel

/// `unroll lab check`: runs a learner's notebook, and says what the checks of its lab find.
struct LabCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Run a learner's notebook, and check every answer in it.",
    discussion: """
      The notebook is run from its first cell to its last; a cell that fails costs its own question only. Nothing is \
      written, neither into the notebook nor into the learner's progress. The status is 1 where an answer is wrong or \
      missing.
      """)

  @Argument(help: "The learner's notebook (.ipynb).", completion: .file(extensions: ["ipynb"]))
  var notebook: String

  @Option(help: "Seconds that a cell may take.")
  var timeout = 60.0

  func validate() throws {
    if !(timeout > 0) { throw ValidationError("--timeout needs a number of seconds above 0.") }
  }

  func run() async throws {
    let source = try Notebook(contentsOf: notebook)
    var logger = Logger(label: "unroll.lab", factory: StreamLogHandler.standardError(label:))
    logger.logLevel = .warning
    let name = source.metadata["unroll"]?["lab"]?.stringValue
    let labs = InstalledLabs.all(environment: ProcessInfo.processInfo.environment, logger: logger)
    guard let name else { throw ValidationError("\(notebook) belongs to no lab: its metadata name none.") }
    guard let lab = labs.first(where: { $0.name == name }) else {
      throw ValidationError(
        "The checks of the lab “\(name)” are not here: `make lab` makes them, or set UNROLL_LABS to their folder.")
    }
    let line = ProgressLine()
    let (report, failures) = try await Self.check(
      source, lab, timeLimit: .seconds(timeout), libraries: .besideProgram(), logger: logger
    ) { line.show($0.line) }
    line.clear()
    for failure in failures { ProgressLine.say("\(failure.title): \(failure.reason)") }
    print(report.text)
    if !report.isComplete { throw ExitCode.failure }
  }

  /// Runs a notebook, and judges every question of its lab: where the notebook checks it, or else when all cells have run.
  static func check(
    _ notebook: NotebookFormat.Notebook, _ lab: Lab, timeLimit: Duration, libraries: Libraries, logger: Logger,
    progress: (RunProgress) -> Void = { _ in }
  ) async throws -> (report: LabReport, failures: [NotebookRun.Failure]) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "unroll-check-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let grader = LabGrader(labs: [lab], folder: folder)
    let toolchain = try Toolchain()
    let evaluator = Evaluator(
      configuration: .init(
        toolchain: toolchain, libraries: libraries, memoryLimit: CellLimits.bytes(memory: nil)))
    let interpreter = SwiftInterpreter(
      evaluator: evaluator, languageServer: nil, history: nil, lab: grader,
      info: .swift(version: toolchain.version ?? "6"), logger: logger)
    let run = NotebookRun(interpreter, stopsAtFailures: false, timeLimit: timeLimit)
    let outcome = await run.execute(notebook, report: progress)
    let checked = await grader.verdicts
    for question in lab.questions where checked[question.name] == nil {
      _ = await grader.answer(LabRequest(lab: lab.name, action: .check, question: question.name), in: evaluator)
    }
    let verdicts = await grader.verdicts
    await interpreter.shutDown(restart: false)
    return (LabReport(lab, verdicts), outcome.failures)
  }
}
