import JSONTree
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
  package struct Result: Sendable {
    package var notebook: Notebook
    /// Cells that failed although they should not have.
    package var failures: [Failure] = []
    package var progress: RunProgress
    /// Whether the task was cancelled.
    package var isCancelled = false
  }

  private let interpreter: any CellInterpreter
  private let stopsAtFailures: Bool

  /// - Parameter stopsAtFailures: whether cells behind one that fails are left out.
  package init(_ interpreter: any CellInterpreter, stopsAtFailures: Bool) {
    (self.interpreter, self.stopsAtFailures) = (interpreter, stopsAtFailures)
  }

  /// Executes `notebook`; where the task is cancelled the running cell is interrupted, and the rest left out.
  ///
  /// - Parameter report: called before every cell.
  package func execute(_ notebook: Notebook, report: (RunProgress) -> Void = { _ in }) async throws -> Result {
    let clock = ContinuousClock()
    let begin = clock.now
    let cells = notebook.cells.indices.filter { notebook.cells[$0].isToBeRun }
    var result = Result(notebook: notebook.withoutOutputs, progress: .init(done: 0, total: cells.count, elapsed: .zero))
    var collectors: [(cell: Int, collector: OutputCollector)] = []
    for (done, index) in cells.enumerated() {
      guard !Task.isCancelled else { break }
      report(RunProgress(done: done, total: cells.count, elapsed: clock.now - begin))
      let cell = notebook.cells[index]
      let title = "Cell \(done + 1)"
      let (collector, end) = try await run(cell.source, title: title, count: done + 1)
      result.notebook[index].executionCount = done + 1
      result.notebook[index].outputs = collector.outputs
      for (place, data) in collector.elsewhere {
        for earlier in collectors.indices.reversed() where collectors[earlier].collector.replace(place, data) {
          result.notebook[collectors[earlier].cell].outputs = collectors[earlier].collector.outputs
          break
        }
      }
      collectors.append((index, collector))
      result.progress = RunProgress(done: done + 1, total: cells.count, elapsed: clock.now - begin)
      if case .failure(_, let reason, _) = end, !cell.tags.contains("raises-exception") {
        result.failures.append(Failure(title: title, reason: reason))
        if stopsAtFailures { break }
      }
    }
    result.isCancelled = Task.isCancelled
    return result
  }

  private func run(_ source: String, title: String, count: Int) async throws -> (OutputCollector, CellEnd) {
    let collecting = Collecting()
    defer { collecting.end() }
    let end = try await withTaskCancellationHandler {
      try await interpreter.run(source, title: title) { collecting.receive($0) }
    } onCancel: {
      // Again and again, since the first time may be just before the cell begins.
      Task {
        while !collecting.hasEnded {
          await interpreter.interrupt()
          try? await Task.sleep(for: .milliseconds(50))
        }
      }
    }
    var collector = collecting.collector
    collector.end(end, executionCount: count)
    return (collector, end)
  }
}

/// A collector that is told from other threads.
private final class Collecting: Sendable {
  private let state = Mutex((collector: OutputCollector(), hasEnded: false))

  var collector: OutputCollector { state.withLock { $0.collector } }
  var hasEnded: Bool { state.withLock { $0.hasEnded } }

  func receive(_ event: CellEvent) { state.withLock { $0.collector.receive(event) } }
  func end() { state.withLock { $0.hasEnded = true } }
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
