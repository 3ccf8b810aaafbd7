import Foundation
import JupyterKernel
import Logging
import NotebookDisplay
import SwiftEvaluation
import Synchronization
import Testing

@testable import SwiftKernel

/// Cells that ask for something of a lab, and somebody who writes down what it was.
struct LabAssistantTests {
  private final class Scribe: LabAssistant {
    let asked = Mutex<[String]>([])

    func answer(_ request: LabRequest, in evaluator: Evaluator) async -> DisplayData {
      let names = await evaluator.names.map(\.name).sorted().joined(separator: " ")
      asked.withLock { $0.append("\(request.lab) \(request.action) \(request.question ?? "all"), with \(names)") }
      return DisplayData(plain: "verdict")
    }

    func submit(_ text: String, to question: String) async -> DisplayData {
      asked.withLock { $0.append("\(question): \(text)") }
      return DisplayData(plain: "read")
    }
  }

  private func interpreter(_ lab: (any LabAssistant)?) throws -> SwiftInterpreter {
    SwiftInterpreter(
      evaluator: Evaluator(
        configuration: .init(
          toolchain: try Toolchain(), libraries: try Libraries(products: SwiftInterpreterTests.products))),
      languageServer: nil, history: nil, lab: lab, info: .swift(version: "6"),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  @Test func answersWhenTheCellHasEnded() async throws {
    let scribe = Scribe()
    let interpreter = try interpreter(scribe)
    let frontend = TestFrontend()
    let code = """
      import Checks
      let grader = Grader("rnn")
      grader.check("forward")
      let later = 1
      grader.hint("forward"); grader.checkAll()
      print("done")
      """
    _ = try await interpreter.execute(Execution(code: code, count: 1), frontend: frontend)
    #expect(
      scribe.asked.withLock { $0 } == [
        "rnn check forward, with grader later", "rnn hint forward, with grader later",
        "rnn check all, with grader later",
      ])
    #expect(frontend.text(.standardOutput) == "done\n")
    let formula = "%%formula backprop\n\\frac{\\partial L}{\\partial U}\n"
    let result = try await interpreter.execute(Execution(code: formula, count: 2), frontend: frontend)
    #expect(result?.plain == "read")
    _ = try await interpreter.execute(Execution(code: "%%answer why\n because \n", count: 3), frontend: frontend)
    #expect(
      scribe.asked.withLock { $0.suffix(2) } == ["backprop: \\frac{\\partial L}{\\partial U}", "why: because"])
    let error = await #expect(throws: ExecutionError.self) {
      try await interpreter.execute(Execution(code: "%%formula\nx", count: 4), frontend: frontend)
    }
    #expect(error?.name == "MissingName")
    await interpreter.shutDown(restart: false)
  }

  @Test func withoutLabsThatIsSaid() async throws {
    let interpreter = try interpreter(nil)
    let frontend = TestFrontend()
    let code = "import Checks\nGrader(\"rnn\").check(\"forward\")"
    _ = try await interpreter.execute(Execution(code: code, count: 1), frontend: frontend)
    #expect(frontend.text(.standardError) == "There are no labs here, so nothing is checked.\n")
    await interpreter.shutDown(restart: false)
  }
}
