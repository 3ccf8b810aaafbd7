import JSONTree
import JupyterKernel
import NotebookDisplay
import SwiftEvaluation

extension MIMEBundle {
  /// What a cell shows.
  init(_ data: DisplayData) {
    self.init(data: JSONValue(data))
  }

  /// The form that every client can show.
  var plain: String? { data["text/plain"]?.stringValue }
}

extension Output {
  /// - Parameter session: tells the displays of this kernel from those of an earlier one, which clients may still show.
  init(_ event: OutputEvent, session: String) {
    func identifier(_ number: UInt32) -> String { "\(session)-\(number)" }
    self =
      switch event {
      case .stdout(let text): .text(text, .standardOutput)
      case .stderr(let text): .text(text, .standardError)
      case .display(let data, let number): .display(MIMEBundle(data), identifier: identifier(number))
      case .updateDisplay(let data, let number): .update(MIMEBundle(data), identifier: identifier(number))
      case .clearOutput(let wait): .clear(wait: wait)
      }
  }
}
