import ArgumentParser
import Foundation
import Logging
import NotebookExecution
import NotebookFormat
import NotebookHTML
import SwiftEvaluation
import SwiftKernel
import WholeFiles

/// `unroll run`: executes a notebook without Jupyter.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Execute a notebook of Swift cells without Jupyter.",
    discussion: """
      Without --inplace, --output and --html the notebook is only executed. The status is 1 where a cell fails, unless \
      --allow-errors says that it may.
      """)

  @Argument(help: "The notebook (.ipynb).")
  var notebook: String

  @Flag(help: "Write the outputs into the notebook itself.")
  var inplace = false

  @Option(name: .shortAndLong, help: "Write the notebook with its outputs to this file.")
  var output: String?

  @Option(help: "Write a page of HTML to this file.")
  var html: String?

  @Option(help: "Seconds that a cell may take; without it, as long as it likes.")
  var timeout: Double?

  @Option(help: "Megabytes that cells may use; by default three quarters of the machine's.")
  var memory: Int?

  @Flag(help: "Go on behind a cell that fails, and end as if none had.")
  var allowErrors = false

  func validate() throws {
    if inplace && output != nil { throw ValidationError("--inplace and --output name two files; give one of them.") }
    if let timeout, !(timeout > 0) { throw ValidationError("--timeout needs a number of seconds above 0.") }
    try CellLimits.check(memory: memory)
  }

  func run() async throws {
    let source = try Notebook(contentsOf: notebook)
    if let language = source.language, language != "swift" {
      throw ValidationError("\(notebook) is a notebook of \(language), and only Swift is run here.")
    }
    var logger = Logger(label: "unroll.run", factory: StreamLogHandler.standardError(label:))
    logger.logLevel = .warning
    let toolchain = try Toolchain()
    let interpreter = SwiftInterpreter(
      evaluator: Evaluator(
        configuration: .init(
          toolchain: toolchain, libraries: try Libraries.besideProgram(), memoryLimit: CellLimits.bytes(memory: memory))
      ),
      languageServer: nil, history: nil,
      lab: InstalledLabs.grader(
        environment: ProcessInfo.processInfo.environment,
        folder: URL(filePath: notebook).deletingLastPathComponent(), logger: logger),
      info: .swift(version: toolchain.version ?? "6"), logger: logger)
    let line = ProgressLine()
    let run = NotebookRun(
      interpreter, stopsAtFailures: !allowErrors, timeLimit: timeout.map { .seconds($0) }, input: TerminalInput.line)
    let task = Task { await run.execute(source) { line.show($0.line) } }
    let stopping = onInterrupt { task.cancel() }
    let outcome = await task.value
    stopping.forEach { $0.cancel() }
    await interpreter.shutDown(restart: false)
    line.clear()
    try finish(outcome)
  }

  private func finish(_ result: NotebookRun.Outcome) throws {
    let title = URL(filePath: notebook).deletingPathExtension().lastPathComponent
    if let file = inplace ? notebook : output { try result.notebook.write(to: file) }
    if let html { try writeAtomically([Array(NotebookPage(result.notebook, title: title).html.utf8)[...]], to: html) }
    for failure in result.failures { ProgressLine.say("\(failure.title): \(failure.reason)") }
    ProgressLine.say(result.progress.summary)
    if result.isCancelled { throw ExitCode(130) }
    if !allowErrors && !result.failures.isEmpty { throw ExitCode.failure }
  }

  /// Has Ctrl-C and a request to end stop the cells in order, so that no process and no file of theirs is left.
  private func onInterrupt(_ stop: @escaping @Sendable () -> Void) -> [any DispatchSourceSignal] {
    [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler(handler: stop)
      source.resume()
      return source
    }
  }
}
