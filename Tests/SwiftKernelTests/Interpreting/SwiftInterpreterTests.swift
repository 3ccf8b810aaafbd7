import Foundation
import JSONTree
import JupyterKernel
import Logging
import SwiftEvaluation
import Testing

@testable import SwiftKernel

/// Cells as a kernel runs them, over the evaluator that was built together with the tests.
struct SwiftInterpreterTests {
  /// The folder of the test bundle, which the test runner is given as an argument.
  static var products: URL {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
    var folder = URL(filePath: bundle)
    while folder.path.contains(".xctest") { folder = folder.deletingLastPathComponent() }
    return folder
  }

  func withInterpreter(_ body: (SwiftInterpreter) async throws -> Void) async throws {
    let interpreter = SwiftInterpreter(
      evaluator: Evaluator(
        configuration: .init(toolchain: try Toolchain(), libraries: try Libraries(products: Self.products))),
      languageServer: nil, history: nil, info: .swift(version: "6"),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    do {
      try await body(interpreter)
    } catch {
      await interpreter.shutDown(restart: false)
      throw error
    }
    await interpreter.shutDown(restart: false)
  }

  @Test func cellsMixSwiftAndMagics() async throws {
    try await withInterpreter { interpreter in
      let frontend = TestFrontend()
      let code = "let a = 40\n!echo from the shell\nprint(a)\n%time a + 2"
      let result = try await interpreter.execute(Execution(code: code, count: 1), frontend: frontend)
      #expect(result?.plain == "42")
      #expect(frontend.text(.standardOutput).hasPrefix("from the shell\n40\nran for "))
      let who = try await interpreter.execute(Execution(code: "%who", count: 2), frontend: frontend)
      #expect(who?.plain == "var  a  Int")
      // Of several parts the last one's value counts.
      #expect(try await interpreter.execute(Execution(code: "a\n!true", count: 3), frontend: frontend) == nil)
      _ = try await interpreter.execute(Execution(code: "%reset", count: 4), frontend: frontend)
      let error = await #expect(throws: ExecutionError.self) {
        try await interpreter.execute(Execution(code: "a", count: 5), frontend: frontend)
      }
      #expect(error?.name == "CompileError")
    }
  }

  @Test func errorsNameTheCellAndItsLine() async throws {
    try await withInterpreter { interpreter in
      let frontend = TestFrontend()
      _ = try await interpreter.execute(Execution(code: "var x = 1", count: 1), frontend: frontend)
      let crash = await #expect(throws: ExecutionError.self) {
        try await interpreter.execute(
          Execution(code: "%who\nx = 2\nlet none: [Int] = []\nnone[x]", count: 2), frontend: frontend)
      }
      #expect(crash?.name == "FatalError")
      #expect(crash?.value == "Index out of range")
      #expect(crash?.traceback.contains { $0.contains("Cell 2, line 4") } == true)
      #expect(try await interpreter.execute(Execution(code: "x", count: 3), frontend: frontend)?.plain == "1")
      let wrong = await #expect(throws: ExecutionError.self) {
        try await interpreter.execute(Execution(code: "!true\nlet y: Int = \"a\"", count: 4), frontend: frontend)
      }
      #expect(wrong?.traceback.joined().contains("Cell 4, line 2") == true)
      let timed = await #expect(throws: ExecutionError.self) {
        try await interpreter.execute(Execution(code: "\n%timeit missing(x)", count: 5), frontend: frontend)
      }
      #expect(timed?.traceback.joined().contains("Cell 5, line 2") == true)
    }
  }

  @Test func codeIsTimedManyTimes() async throws {
    try await withInterpreter { interpreter in
      let frontend = TestFrontend()
      _ = try await interpreter.execute(Execution(code: "var n = 0", count: 1), frontend: frontend)
      _ = try await interpreter.execute(Execution(code: "%timeit -n 5 -r 2 n += 1", count: 2), frontend: frontend)
      #expect(frontend.text(.standardOutput).contains("of 2 runs, 5 loops each"))
      #expect(try await interpreter.execute(Execution(code: "n", count: 3), frontend: frontend)?.plain == "10")
      let waiting = "%timeit -n 1 -r 1 try await Task.sleep(nanoseconds: 1000)"
      _ = try await interpreter.execute(Execution(code: waiting, count: 4), frontend: frontend)
      #expect(frontend.text(.standardOutput).contains("of 1 run, 1 loop each"))
    }
  }

  @Test func displaysAndInputGoThroughTheFrontend() async throws {
    try await withInterpreter { interpreter in
      let frontend = TestFrontend(answer: .success("Ada"))
      let code = "let name = readLine() ?? \"nobody\"\ndisplay(7)\nclearOutput()\nname"
      let result = try await interpreter.execute(Execution(code: code, count: 1), frontend: frontend)
      #expect(result?.plain == "\"Ada\"")
      guard case .display(let bundle, let identifier)? = frontend.shown.first else {
        Issue.record("\(frontend.shown)")
        return
      }
      #expect(bundle.plain == "7")
      #expect(identifier?.isEmpty == false)
      #expect(frontend.shown.contains(.clear(wait: false)) || frontend.shown.contains(.clear(wait: true)))
      let mute = TestFrontend()
      let none = try await interpreter.execute(Execution(code: "readLine() == nil", count: 2), frontend: mute)
      #expect(none?.plain == "true")
      #expect(mute.text(.standardError).contains(InputError.notAllowed.description))
    }
  }

  @Test(
    .timeLimit(.minutes(2)), arguments: ["while true { }", "!sleep 600", "%%shell\nsleep 600", "!sleep 600\nx = 3"])
  func interruptsReachWhateverRuns(_ code: String) async throws {
    try await withInterpreter { interpreter in
      let frontend = TestFrontend()
      _ = try await interpreter.execute(Execution(code: "var x = 1", count: 1), frontend: frontend)
      let running = Task { try await interpreter.execute(Execution(code: code, count: 2), frontend: frontend) }
      // At any moment, from before the cell begins on.
      await interpreter.interrupt()
      try await Task.sleep(for: .milliseconds(300))
      await interpreter.interrupt()
      let error = await #expect(throws: ExecutionError.self) { try await running.value }
      #expect(error?.name == "Interrupted")
      #expect(try await interpreter.execute(Execution(code: "x", count: 3), frontend: frontend)?.plain == "1")
    }
  }

  @Test func expressionsAreEvaluatedForClients() async throws {
    try await withInterpreter { interpreter in
      let two = try await interpreter.evaluate("1 + 1")
      #expect(two.plain == "2")
      let error = await #expect(throws: ExecutionError.self) { try await interpreter.evaluate("let a = 1") }
      #expect(error?.name == "NoValue")
    }
  }

  @Test func whatWasRunIsRemembered() async throws {
    try await withInterpreter { interpreter in
      let frontend = TestFrontend()
      _ = try await interpreter.execute(Execution(code: "1 + 1", count: 1), frontend: frontend)
      _ = try? await interpreter.execute(Execution(code: "missing", count: 2), frontend: frontend)
      _ = try await interpreter.execute(Execution(code: "3", count: 2, isRemembered: false), frontend: frontend)
      let entries = await interpreter.history(.tail(nil))
      #expect(entries.map(\.code) == ["1 + 1", "missing"])
      #expect(entries.map(\.result) == ["2", nil])
      #expect(await interpreter.completeness(of: "func f() {") == .incomplete(indent: "    "))
    }
  }
}
