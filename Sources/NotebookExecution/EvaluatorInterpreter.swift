import JSONTree
package import SwiftEvaluation

/// Runs a notebook's cells as Swift, without Jupyter.
package struct EvaluatorInterpreter: CellInterpreter {
  private let evaluator: Evaluator

  package init(_ evaluator: Evaluator) {
    self.evaluator = evaluator
  }

  package func run(
    _ source: String, title: String, report: @escaping @Sendable (CellEvent) -> Void
  ) async throws -> CellEnd {
    let result = try await evaluator.evaluate(
      source, title: title,
      output: { event in
        switch event {
        case .stdout(let text): report(.text(text, stream: "stdout"))
        case .stderr(let text): report(.text(text, stream: "stderr"))
        case .display(let data, let place): report(.shown(JSONValue(data), place: place))
        case .updateDisplay(let data, let place): report(.shownInstead(JSONValue(data), place: place))
        case .clearOutput(let wait): report(.cleared(wait: wait))
        }
      })
    let diagnostics = result.diagnostics.map { $0.rendered(title: title, colour: true) }
    switch result.outcome {
    case .success(let data):
      // Warnings of a cell that ran.
      if !diagnostics.isEmpty { report(.text(diagnostics.joined(separator: "\n") + "\n", stream: "stderr")) }
      return .success(data.map(JSONValue.init))
    case .compileError:
      let first = result.diagnostics.first { $0.severity == .error }
      return .failure(name: "CompileError", reason: first?.message ?? "", traceback: diagnostics)
    case .crashed(let crash):
      return .failure(
        name: crash.cause == .interrupt ? "Interrupted" : "Stopped", reason: crash.sentence,
        traceback: crash.lines(source: source, title: title))
    case .interrupted:
      return .failure(name: "Interrupted", reason: "Interrupted before it began.", traceback: ["Interrupted."])
    }
  }

  package func interrupt() async {
    await evaluator.interrupt()
  }
}
