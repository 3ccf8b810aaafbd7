/// Why a cell was stopped before its end, for its learner.
package struct CrashReport: Equatable, Sendable {
  /// What stopped it.
  package enum Cause: Equatable, Sendable {
    /// A check of the language or of a library failed, or `fatalError` was called.
    case trap
    /// An error was thrown at the top level and not caught.
    case uncaughtError
    case stackOverflow
    /// Memory was accessed that is not the cell's.
    case badAccess
    case exit(status: Int)
    case memoryLimit(bytes: UInt64)
    case timeLimit
    case interrupt
    /// Another signal, by its number.
    case signal(Int)
  }

  /// A place in a cell on the way to the failure.
  package struct Frame: Equatable, Sendable {
    /// What the cell is called.
    package let cell: String
    package let line: Int
  }

  package let cause: Cause
  /// The runtime's sentence, or one that stands for it.
  package let sentence: String
  /// From the place of the failure outwards, the learner's lines only.
  package let frames: [Frame]
  /// Whether every variable has the value again that it had before the cell.
  package let stateIsBack: Bool

  /// An uncaught error leaves no trace of its place; where a cell can throw in one line only, it is that.
  func located(in cell: String, at lines: [Int]) -> CrashReport {
    guard cause == .uncaughtError, frames.isEmpty, lines.count == 1 else { return self }
    return CrashReport(
      cause: cause, sentence: sentence, frames: [Frame(cell: cell, line: lines[0])], stateIsBack: stateIsBack)
  }

  /// The description's lines, with the text of the first line of code that they name where that is this cell's.
  package func lines(source: String, title: String) -> [String] {
    var lines = description.split(separator: "\n").map(String.init)
    let code = source.split(separator: "\n", omittingEmptySubsequences: false)
    if let frame = frames.first, frame.cell == title, code.indices.contains(frame.line - 1), lines.count > 1 {
      lines.insert("\(frame.line) | \(code[frame.line - 1])", at: 2)
    }
    return lines
  }

  /// Sentence, lines, and what became of the variables.
  package var description: String {
    var lines = [sentence]
    for (index, frame) in frames.enumerated() {
      lines.append("\(index == 0 ? "at" : "called from") \(frame.cell), line \(frame.line)")
    }
    lines.append(
      stateIsBack
        ? "The state before this cell is back: all variables have the values they had."
        : "The state of earlier cells is lost: run them again.")
    return lines.joined(separator: "\n")
  }
}
