import NotebookDisplay

/// Asks for the checks and hints of a lab.
///
/// The checks themselves run outside the process of the notebook's cells, when the cell that asks has ended; neither right
/// answers nor verdicts are ever in it.
///
/// ```swift
/// let grader = Grader("rnn")
/// grader.check("forward")
/// ```
public struct Grader: Sendable {
  /// The name of the lab.
  public let lab: String

  /// A grader for the lab of this name.
  public init(_ lab: String) { self.lab = lab }

  /// Checks the answer to a question, and says what it finds below the cell.
  public func check(_ question: String) { send(.check, question) }

  /// Checks every question that has an answer, and shows a table.
  public func checkAll() { send(.check, nil) }

  /// Shows the next hint for a question. Each honest attempt unlocks one.
  public func hint(_ question: String) { send(.hint, question) }

  private func send(_ action: LabRequest.Action, _ question: String?) {
    if !LabRequest(lab: lab, action: action, question: question).send() {
      print("The checks of the lab “\(lab)” run in a notebook: open it with `make lab`, or run `unroll lab check`.")
    }
  }
}
