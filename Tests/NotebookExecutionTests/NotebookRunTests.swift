import JSONTree
import NotebookFormat
import Synchronization
import Testing

@testable import NotebookExecution

/// Runs a toy language: `say TEXT`, `show N TEXT`, `instead N TEXT`, `clear`, `clear later`, `value TEXT`, `fail`, `hang`.
final class ToyInterpreter: CellInterpreter {
  private let interrupted = Mutex<CheckedContinuation<Void, Never>?>(nil)
  let sources = Mutex<[String]>([])

  func run(
    _ source: String, title: String, report: @escaping @Sendable (CellEvent) -> Void
  ) async throws -> CellEnd {
    sources.withLock { $0.append(source) }
    for line in source.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      switch words[0] {
      case "say": report(.text(words[1] + "\n", stream: "stdout"))
      case "show": report(.shown(["text/plain": .string(words[2])], place: UInt32(words[1]) ?? 0))
      case "instead": report(.shownInstead(["text/plain": .string(words[2])], place: UInt32(words[1]) ?? 0))
      case "clear": report(.cleared(wait: words.count > 1))
      case "value": return .success(["text/plain": .string(words[1])])
      case "hang":
        await withCheckedContinuation { continuation in interrupted.withLock { $0 = continuation } }
        return .failure(name: "Interrupted", reason: "interrupted", traceback: [])
      default: return .failure(name: "Failure", reason: "in \(title)", traceback: ["line"])
      }
    }
    return .success(nil)
  }

  var isHanging: Bool { interrupted.withLock { $0 != nil } }

  func interrupt() async {
    interrupted.withLock { $0.take() }?.resume()
  }
}

struct NotebookRunTests {
  func outputs(_ sources: String..., stopsAtFailures: Bool = false) async throws -> [[Output]] {
    let notebook = Notebook(cells: sources.map { Cell(.code, source: $0) })
    let run = NotebookRun(ToyInterpreter(), stopsAtFailures: stopsAtFailures)
    return try await run.execute(notebook).notebook.cells.map(\.outputs)
  }

  func shown(_ text: String) -> Output { .displayData(data: ["text/plain": .string(text)]) }

  @Test func gathersWhatCellsPutOut() async throws {
    let outputs = try await outputs("say a\nsay b\nshow 1 c\nsay d", "value e", "")
    #expect(
      outputs == [
        [.stream(name: "stdout", text: "a\nb\n"), shown("c"), .stream(name: "stdout", text: "d\n")],
        [.executeResult(executionCount: 2, data: ["text/plain": "e"])], [],
      ])
  }

  @Test func showsInEarlierPlaces() async throws {
    let outputs = try await outputs("show 1 a\nshow 2 b\ninstead 1 c", "instead 2 d\ninstead 9 e")
    #expect(outputs == [[shown("c"), shown("d")], []])
  }

  @Test func clearsAtOnceOrBeforeTheNext() async throws {
    let outputs = try await outputs("say a\nclear\nsay b", "say a\nclear later", "say a\nclear later\nsay b\nsay c")
    #expect(
      outputs == [
        [.stream(name: "stdout", text: "b\n")], [.stream(name: "stdout", text: "a\n")],
        [.stream(name: "stdout", text: "b\nc\n")],
      ])
  }

  @Test func aFailureStopsTheRestOrOnlyItself() async throws {
    let error = Output.error(name: "Failure", value: "in Cell 1", traceback: ["line"])
    let value = Output.executeResult(executionCount: 2, data: ["text/plain": "x"])
    #expect(try await outputs("fail", "value x", stopsAtFailures: true) == [[error], []])
    #expect(try await outputs("fail", "value x") == [[error], [value]])
  }

  @Test func runsWhatIsCodeAndForgetsEarlierRuns() async throws {
    let old = [Output.stream(name: "stdout", text: "old")]
    let notebook = Notebook(cells: [
      Cell(.markdown, source: "say a"), Cell(.code, source: " \n", executionCount: 7, outputs: old),
      Cell(.code, source: "say b", metadata: ["tags": ["skip-execution"]], executionCount: 8, outputs: old),
      Cell(.code, source: "fail", metadata: ["tags": ["raises-exception"]], executionCount: 9, outputs: old),
      Cell(.code, source: "value c"), Cell(.code, source: "fail"), Cell(.code, source: "say d", outputs: old),
    ])
    let interpreter = ToyInterpreter()
    let reported = Mutex<[RunProgress]>([])
    let result = try await NotebookRun(interpreter, stopsAtFailures: true).execute(notebook) { progress in
      reported.withLock { $0.append(progress) }
    }
    #expect(interpreter.sources.withLock { $0 } == ["fail", "value c", "fail"])
    #expect(result.notebook.cells.map(\.executionCount) == [nil, nil, nil, 1, 2, 3, nil])
    #expect(result.notebook.cells.map(\.outputs.count) == [0, 0, 0, 1, 1, 1, 0])
    #expect(result.failures == [.init(title: "Cell 3", reason: "in Cell 3")])
    #expect(reported.withLock { $0.map(\.done) } == [0, 1, 2])
    #expect(reported.withLock { $0.allSatisfy { $0.total == 4 } })
    #expect(result.progress.done == 3)
    #expect(try Notebook(parsing: result.notebook.text).cells == result.notebook.cells)
  }

  @Test func cancellingInterruptsTheCellAndLeavesOutTheRest() async throws {
    let notebook = Notebook(cells: ["say a", "hang", "say b"].map { Cell(.code, source: $0) })
    let interpreter = ToyInterpreter()
    let task = Task { try await NotebookRun(interpreter, stopsAtFailures: false).execute(notebook) }
    while !interpreter.isHanging { await Task.yield() }
    task.cancel()
    let result = try await task.value
    #expect(result.notebook.cells[1].outputs == [.error(name: "Interrupted", value: "interrupted", traceback: [])])
    #expect(result.isCancelled)
    #expect(result.notebook.cells[2].executionCount == nil)
  }
}
