/// What a cell of a lab asks for. Nothing is judged in the process that runs cells: it says what it wants, and whoever runs
/// it answers when the cell has ended.
package struct LabRequest: Equatable, Sendable {
  package enum Action: String, Sendable, CaseIterable {
    /// Judges the answer to one question, or to all without a name.
    case check
    /// Shows the next hint for a question.
    case hint
  }

  /// The name of the lab.
  package let lab: String
  package let action: Action
  /// The name of the question; nil for all.
  package let question: String?

  package init(lab: String, action: Action, question: String?) {
    self.lab = lab
    self.action = action
    self.question = question
  }

  /// Sends the request to whoever runs this cell; false where no cell runs.
  package func send() -> Bool {
    guard let connection = CellConnection.current else { return false }
    connection.send(.lab(self))
    return true
  }
}
