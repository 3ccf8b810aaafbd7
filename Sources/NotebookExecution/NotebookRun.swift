import JSONTree
package import JupyterKernel
package import NotebookFormat
import Synchronization

/// Executes the code cells of a notebook from the first to the last, and puts their outputs into it.
///
/// Outputs of earlier runs go before the first cell runs, so that none is taken for one of this run. Cells without code,
/// and those with the tag `skip-execution`, are not run. The tag `raises-exception` lets a cell fail.
package struct NotebookRun: Sendable {
  /// A cell that did not come to its end.
  package struct Failure: Equatable, Sendable {
    /// What messages call the cell.
    package let title: String
    /// What went wrong.
    package let reason: String
  }

  /// What came of it.
  package struct Outcome: Sendable {
    package var notebook: Notebook
    /// Cells that failed although they should not have.
    package var failures: [Failure] = []
    package var progress: RunProgress
    /// Whether the task was cancelled.
    package var isCancelled = false
  }

  /// Answers a cell that reads its standard input: a line, or nil for its end.
  package typealias Input = @Sendable () async -> String?

  private let interpreter: any Interpreter
  private let stopsAtFailures: Bool
  private let timeLimit: Duration?
  private let input: Input

  /// - Parameters:
  ///   - stopsAtFailures: whether cells behind one that fails are left out.
  ///   - timeLimit: how long a cell may take before it is interrupted, and counts as failed.
  ///   - input: asked when a cell reads its standard input.
  package init(
    _ interpreter: any Interpreter, stopsAtFailures: Bool, timeLimit: Duration? = nil,
    input: @escaping Input = { nil }
  ) {
    self.interpreter = interpreter
    self.stopsAtFailures = stopsAtFailures
    self.timeLimit = timeLimit
    self.input = input
  }

  /// Executes `notebook`; where the task is cancelled the running cell is interrupted, and the rest left out.
  ///
  /// - Parameter report: called before every cell.
  package func execute(_ notebook: Notebook, report: (RunProgress) -> Void = { _ in }) async -> Outcome {
    let clock = ContinuousClock()
    let begin = clock.now
    let cells = notebook.cells.indices.filter { notebook.cells[$0].isToBeRun }
    var outcome = Outcome(
      notebook: notebook.withoutOutputs, progress: .init(done: 0, total: cells.count, elapsed: .zero))
    var collectors: [(cell: Int, collector: OutputCollector)] = []
    for (done, index) in cells.enumerated() {
      guard !Task.isCancelled else { break }
      report(RunProgress(done: done, total: cells.count, elapsed: clock.now - begin))
      let cell = notebook.cells[index]
      let (collector, error) = await run(cell.source, count: done + 1)
      outcome.notebook[index].executionCount = done + 1
      outcome.notebook[index].outputs = collector.outputs
      for (identifier, data) in collector.elsewhere {
        for earlier in collectors.indices.reversed() where collectors[earlier].collector.replace(identifier, data) {
          outcome.notebook[collectors[earlier].cell].outputs = collectors[earlier].collector.outputs
          break
        }
      }
      collectors.append((index, collector))
      outcome.progress = RunProgress(done: done + 1, total: cells.count, elapsed: clock.now - begin)
      if let error, !cell.tags.contains("raises-exception") {
        outcome.failures.append(Failure(title: "Cell \(done + 1)", reason: error.value))
        if stopsAtFailures { break }
      }
    }
    outcome.isCancelled = Task.isCancelled
    return outcome
  }

  private func run(_ source: String, count: Int) async -> (OutputCollector, ExecutionError?) {
    let cell = CollectingFrontend(input: input)
    defer { cell.end() }
    let clock = timeLimit.map { limit in
      Task {
        try await Task.sleep(for: limit)
        cell.exceed()
        await interruptUntilItEnds(cell)
      }
    }
    defer { clock?.cancel() }
    let end = await withTaskCancellationHandler {
      do throws(ExecutionError) {
        return Result<MIMEBundle?, ExecutionError>.success(
          try await interpreter.execute(Execution(code: source, count: count), frontend: cell))
      } catch {
        return .failure(cell.hasExceeded ? error.tookTooLong(timeLimit ?? .zero) : error)
      }
    } onCancel: {
      Task { await interruptUntilItEnds(cell) }
    }
    var collector = cell.collector
    collector.end(end, executionCount: count)
    guard case .failure(let error) = end else { return (collector, nil) }
    return (collector, error)
  }

  /// Again and again, since the first time may be just before the cell begins.
  private func interruptUntilItEnds(_ cell: CollectingFrontend) async {
    while !cell.hasEnded {
      await interpreter.interrupt()
      try? await Task.sleep(for: .milliseconds(50))
    }
  }
}

extension ExecutionError {
  /// The same error, which came of an interrupt because of the time.
  fileprivate func tookTooLong(_ limit: Duration) -> ExecutionError {
    let sentence = "The cell took longer than \(limit.formatted) and was interrupted."
    return ExecutionError(name: "TimeLimit", value: sentence, traceback: ["TimeLimit: \(sentence)"])
  }
}

extension Duration {
  fileprivate var formatted: String {
    let seconds = self / .seconds(1)
    return seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
  }
}

/// Gathers what a cell puts out while it runs.
private final class CollectingFrontend: Frontend {
  private struct State {
    var collector = OutputCollector()
    var hasEnded = false
    var hasExceeded = false
  }

  private let state = Mutex(State())
  private let input: NotebookRun.Input

  init(input: @escaping NotebookRun.Input) { self.input = input }

  var collector: OutputCollector { state.withLock { $0.collector } }
  var hasEnded: Bool { state.withLock { $0.hasEnded } }
  var hasExceeded: Bool { state.withLock { $0.hasExceeded } }

  func end() { state.withLock { $0.hasEnded = true } }
  func exceed() { state.withLock { $0.hasExceeded = true } }

  func show(_ output: JupyterKernel.Output) { state.withLock { $0.collector.receive(output) } }

  func readLine(prompt: String, isPassword: Bool) async throws(InputError) -> String {
    guard let line = await input() else { throw .notAllowed }
    return line
  }
}

extension Cell {
  fileprivate var isToBeRun: Bool {
    kind == .code && !source.allSatisfy(\.isWhitespace) && !tags.contains("skip-execution")
  }

  fileprivate var tags: [String] { metadata["tags"]?.arrayValue?.compactMap(\.stringValue) ?? [] }
}

extension Notebook {
  /// The notebook as if none of its cells had been run.
  package var withoutOutputs: Notebook {
    var notebook = self
    for (index, cell) in cells.enumerated() where cell.kind == .code {
      notebook[index].outputs = []
      notebook[index].executionCount = nil
    }
    return notebook
  }
}
