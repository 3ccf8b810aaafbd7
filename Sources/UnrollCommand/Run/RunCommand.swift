import ArgumentParser
import Foundation
import NotebookExecution
import NotebookFormat
import NotebookHTML
import SwiftEvaluation
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

  @Flag(help: "Go on behind a cell that fails, and end as if none had.")
  var allowErrors = false

  func validate() throws {
    if inplace && output != nil { throw ValidationError("--inplace and --output name two files; give one of them.") }
  }

  func run() async throws {
    let source = try Notebook(contentsOf: notebook)
    if let language = source.language, language != "swift" {
      throw ValidationError("\(notebook) is a notebook of \(language), and only Swift is run here.")
    }
    let evaluator = Evaluator(
      configuration: .init(toolchain: try Toolchain(), libraries: try Libraries.besideProgram()))
    let line = ProgressLine()
    let task = Task {
      try await NotebookRun(EvaluatorInterpreter(evaluator), stopsAtFailures: !allowErrors).execute(source) {
        line.show($0.line)
      }
    }
    let stopping = onInterrupt { task.cancel() }
    let outcome = await task.result
    stopping.forEach { $0.cancel() }
    await evaluator.shutdown()
    line.clear()
    try finish(try outcome.get())
  }

  private func finish(_ result: NotebookRun.Result) throws {
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
