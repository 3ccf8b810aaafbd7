import JSONTree
import JupyterKernel
package import NotebookDisplay
package import SwiftEvaluation

/// Answers what the cells of a lab ask for, outside the process that runs them.
package protocol LabAssistant: Sendable {
  /// Does what a cell asked for that has ended.
  func answer(_ request: LabRequest, in evaluator: Evaluator) async -> DisplayData

  /// Judges a text that answers a question.
  func submit(_ text: String, to question: String) async -> DisplayData
}

extension Magic {
  /// `%%formula NAME`: the lines below are mathematics, shown typeset and judged.
  package static func formula(_ assistant: any LabAssistant) -> Magic {
    Magic(
      "formula", .cell, parameters: "NAME", summary: "Answer a question of the lab with a formula, in LaTeX or plain."
    ) {
      call, context throws(ExecutionError) in
      guard !call.argument.isEmpty else { throw missingName(call) }
      let text = trimmed(call.body)
      if text.contains("\\") {
        let latex = text.contains("$") || text.contains("\\begin") ? text : "$$\(text)$$"
        context.show(
          .display(MIMEBundle(data: ["text/latex": .string(latex), "text/plain": .string(text)]), identifier: nil))
      }
      return MIMEBundle(await assistant.submit(text, to: call.argument))
    }
  }

  /// `%%answer NAME`: the lines below are words, kept for a person.
  package static func answer(_ assistant: any LabAssistant) -> Magic {
    Magic("answer", .cell, parameters: "NAME", summary: "Answer a question of the lab in words.") {
      call, context throws(ExecutionError) in
      guard !call.argument.isEmpty else { throw missingName(call) }
      return MIMEBundle(await assistant.submit(trimmed(call.body), to: call.argument))
    }
  }

  private static func missingName(_ call: Call) -> ExecutionError {
    ExecutionError(
      name: "MissingName", value: "%%\(call.name) needs the name of the question behind it: %%\(call.name) NAME.")
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
