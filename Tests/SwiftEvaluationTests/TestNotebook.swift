import Foundation
import NotebookDisplay
import Synchronization
import Testing

@testable import SwiftEvaluation

/// An evaluator over what was built together with the tests, and what its cells put out.
struct TestNotebook {
  let evaluator: Evaluator
  let output = Output()

  /// - Parameter staysCompiling: whether there may be a compiler that stays.
  init(memoryLimit: UInt64? = nil, staysCompiling: Bool = true) throws {
    let built = try Libraries(products: Self.products)
    let libraries = staysCompiling ? built : built.withoutCompilerHost
    evaluator = Evaluator(
      configuration: .init(toolchain: try Toolchain(), libraries: libraries, memoryLimit: memoryLimit))
  }

  /// The folder of the test bundle, which the test runner is given as an argument.
  static var products: URL {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
    var folder = URL(filePath: bundle)
    while folder.path.contains(".xctest") { folder = folder.deletingLastPathComponent() }
    return folder
  }

  final class Output: Sendable {
    private let events = Mutex<[OutputEvent]>([])
    func add(_ event: OutputEvent) { events.withLock { $0.append(event) } }
    /// All events so far, which are forgotten.
    func take() -> [OutputEvent] {
      events.withLock { events in
        defer { events = [] }
        return events
      }
    }
  }

  func run(_ source: String, input: @escaping Evaluator.Input = { nil }) async throws -> EvaluationResult {
    try await evaluator.evaluate(source, input: input) { [output] in output.add($0) }
  }

  /// Runs a cell that must succeed, and returns the text of its value.
  @discardableResult
  func value(_ source: String, location: SourceLocation = #_sourceLocation) async throws -> String? {
    let result = try await run(source)
    switch result.outcome {
    case .success(let data): return data?.plain
    case .crashed(let report): Issue.record("\(report.description)", sourceLocation: location)
    case .compileError, .interrupted:
      let text = result.diagnostics.map { $0.rendered(title: "Cell", colour: false) }.joined(separator: "\n")
      Issue.record("\(result.outcome) \(text)", sourceLocation: location)
    }
    return nil
  }

  /// Runs a cell that must be stopped.
  func crash(_ source: String, location: SourceLocation = #_sourceLocation) async throws -> CrashReport {
    let result = try await run(source)
    guard case .crashed(let report) = result.outcome else {
      Issue.record("the cell was not stopped: \(result.outcome)", sourceLocation: location)
      return CrashReport(cause: .interrupt, sentence: "", frames: [], stateIsBack: false)
    }
    return report
  }

  /// What was printed since the last call, the standard error in brackets.
  func printed() -> String {
    output.take().map { event in
      switch event {
      case .stdout(let text): text
      case .stderr(let text): "[\(text)]"
      case .display(let data, _): "<\(data.plain)>"
      case .updateDisplay(let data, _): "<~\(data.plain)>"
      case .clearOutput(let wait): "<clear \(wait)>"
      }
    }.joined()
  }
}
