import JSONTree
import JupyterKernel
import NotebookFormat
import Synchronization
import Testing

@testable import NotebookExecution

private typealias Output = NotebookFormat.Output

/// Runs a toy language: `say TEXT`, `show ID TEXT`, `instead ID TEXT`, `clear`, `clear later`, `value TEXT`, `ask`, `fail`,
/// `hang`.
final class ToyInterpreter: Interpreter {
  let info = KernelInfo(
    implementation: "toy", implementationVersion: "1",
    language: .init(name: "toy", version: "1", mimeType: "text/plain", fileExtension: ".toy"), banner: "")
  private let interrupted = Mutex<CheckedContinuation<Void, Never>?>(nil)
  let sources = Mutex<[String]>([])

  func execute(_ execution: Execution, frontend: any Frontend) async throws(ExecutionError) -> MIMEBundle? {
    sources.withLock { $0.append(execution.code) }
    for line in execution.code.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      switch words[0] {
      case "say": frontend.show(.text(words[1] + "\n", .standardOutput))
      case "show": frontend.show(.display(MIMEBundle(text: words[2]), identifier: words[1]))
      case "instead": frontend.show(.update(MIMEBundle(text: words[2]), identifier: words[1]))
      case "clear": frontend.show(.clear(wait: words.count > 1))
      case "value": return MIMEBundle(text: words[1])
      case "ask":
        let answer = try? await frontend.readLine(prompt: "", isPassword: false)
        frontend.show(.text(answer ?? "no answer", .standardOutput))
      case "hang":
        await withCheckedContinuation { continuation in interrupted.withLock { $0 = continuation } }
        throw ExecutionError(name: "Interrupted", value: "interrupted")
      default: throw ExecutionError(name: "Failure", value: "in \(execution.count)")
      }
    }
    return nil
  }

  var isHanging: Bool { interrupted.withLock { $0 != nil } }

  func interrupt() async {
    interrupted.withLock { $0.take() }?.resume()
  }

  func evaluate(_ expression: String) async throws(ExecutionError) -> MIMEBundle { MIMEBundle(text: expression) }
  func complete(_ code: String, cursor: Int) async -> Completion { Completion(matches: [], range: 0..<0) }
  func inspect(_ code: String, cursor: Int, detail: Int) async -> MIMEBundle? { nil }
  func completeness(of code: String) async -> Completeness { .complete }
  func history(_ query: HistoryQuery) async -> [HistoryEntry] { [] }
  func shutDown(restart: Bool) async {}
}

struct NotebookRunTests {
  private func outputs(_ sources: String..., stopsAtFailures: Bool = false) async -> [[Output]] {
    let notebook = Notebook(cells: sources.map { Cell(.code, source: $0) })
    let run = NotebookRun(ToyInterpreter(), stopsAtFailures: stopsAtFailures)
    return await run.execute(notebook).notebook.cells.map(\.outputs)
  }

  private func shown(_ text: String) -> Output { .displayData(data: ["text/plain": .string(text)]) }

  @Test func gathersWhatCellsPutOut() async throws {
    let outputs = await outputs("say a\nsay b\nshow 1 c\nsay d", "value e", "")
    #expect(
      outputs == [
        [.stream(name: "stdout", text: "a\nb\n"), shown("c"), .stream(name: "stdout", text: "d\n")],
        [.executeResult(executionCount: 2, data: ["text/plain": "e"])], [],
      ])
  }

  @Test func showsInEarlierPlaces() async throws {
    let outputs = await outputs("show 1 a\nshow 2 b\ninstead 1 c", "instead 2 d\ninstead 9 e")
    #expect(outputs == [[shown("c"), shown("d")], []])
  }

  @Test func clearsAtOnceOrBeforeTheNext() async throws {
    let outputs = await outputs("say a\nclear\nsay b", "say a\nclear later", "say a\nclear later\nsay b\nsay c")
    #expect(
      outputs == [
        [.stream(name: "stdout", text: "b\n")], [.stream(name: "stdout", text: "a\n")],
        [.stream(name: "stdout", text: "b\nc\n")],
      ])
  }

  @Test func aFailureStopsTheRestOrOnlyItself() async throws {
    let error = Output.error(name: "Failure", value: "in 1", traceback: ["Failure: in 1"])
    let value = Output.executeResult(executionCount: 2, data: ["text/plain": "x"])
    #expect(await outputs("fail", "value x", stopsAtFailures: true) == [[error], []])
    #expect(await outputs("fail", "value x") == [[error], [value]])
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
    let result = await NotebookRun(interpreter, stopsAtFailures: true).execute(notebook) { progress in
      reported.withLock { $0.append(progress) }
    }
    #expect(interpreter.sources.withLock { $0 } == ["fail", "value c", "fail"])
    #expect(result.notebook.cells.map(\.executionCount) == [nil, nil, nil, 1, 2, 3, nil])
    #expect(result.notebook.cells.map(\.outputs.count) == [0, 0, 0, 1, 1, 1, 0])
    #expect(result.failures == [.init(title: "Cell 3", reason: "in 3")])
    #expect(reported.withLock { $0.map(\.done) } == [0, 1, 2])
    #expect(reported.withLock { $0.allSatisfy { $0.total == 4 } })
    #expect(result.progress.done == 3)
    #expect(try Notebook(parsing: result.notebook.text).cells == result.notebook.cells)
  }

  @Test func cancellingInterruptsTheCellAndLeavesOutTheRest() async throws {
    let notebook = Notebook(cells: ["say a", "hang", "say b"].map { Cell(.code, source: $0) })
    let interpreter = ToyInterpreter()
    let task = Task { await NotebookRun(interpreter, stopsAtFailures: false).execute(notebook) }
    while !interpreter.isHanging { await Task.yield() }
    task.cancel()
    let result = await task.value
    #expect(
      result.notebook.cells[1].outputs == [
        .error(name: "Interrupted", value: "interrupted", traceback: ["Interrupted: interrupted"])
      ])
    #expect(result.isCancelled)
    #expect(result.notebook.cells[2].executionCount == nil)
  }

  @Test func aCellThatTakesTooLongIsInterrupted() async {
    let notebook = Notebook(cells: ["hang", "say a"].map { Cell(.code, source: $0) })
    let run = NotebookRun(ToyInterpreter(), stopsAtFailures: false, timeLimit: .milliseconds(20))
    let result = await run.execute(notebook)
    let sentence = "The cell took longer than 0.02 s and was interrupted."
    #expect(result.failures == [.init(title: "Cell 1", reason: sentence)])
    #expect(result.notebook.cells[1].outputs == [.stream(name: "stdout", text: "a\n")])
    #expect(!result.isCancelled)
  }

  @Test func answersWhatACellAsks() async {
    let notebook = Notebook(cells: [Cell(.code, source: "ask\nask")])
    let answers = Mutex(["yes"])
    let run = NotebookRun(ToyInterpreter(), stopsAtFailures: true) { answers.withLock { $0.popLast() } }
    #expect(await run.execute(notebook).notebook.cells[0].outputs == [.stream(name: "stdout", text: "yesno answer")])
  }
}
