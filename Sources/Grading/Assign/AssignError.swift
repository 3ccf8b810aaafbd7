import NotebookFormat

/// Why a master notebook cannot be made into the learner's and the grader's version.
package struct AssignError: Error, Equatable, CustomStringConvertible {
  /// A cell as its author finds it.
  package struct Place: Equatable, Sendable, CustomStringConvertible {
    /// Counted from 1, cells of every kind.
    package let number: Int
    /// The first line of the cell, cut where it is long.
    package let firstLine: String

    init(_ cell: Cell, number: Int) {
      let line = Grading.firstLine(of: cell.source)
      self.number = number
      firstLine = line.count > 60 ? line.prefix(60) + "…" : line
    }

    package var description: String { "cell \(number) (“\(firstLine)”)" }
  }

  /// The file, where there is one.
  package let file: String?
  /// The question that the cell belongs to.
  package let question: String?
  /// The cell; nil where the fault is in the notebook as a whole or in a file.
  package let cell: Place?
  /// The line in that cell, from 1, where one line is at fault.
  package let line: Int?
  /// What is wrong, and what would be right.
  package let reason: String

  package init(
    file: String? = nil, question: String? = nil, cell: Place? = nil, line: Int? = nil, reason: String
  ) {
    (self.file, self.question, self.cell, self.line, self.reason) = (file, question, cell, line, reason)
  }

  /// One sentence, with the place in front.
  package var description: String {
    let place = [
      question.map { "question “\($0)”" }, cell?.description, line.map { "line \($0)" },
    ].compactMap(\.self).joined(separator: ", ")
    return [file, place.isEmpty ? nil : place, reason].compactMap(\.self).joined(separator: ": ")
  }

  /// The same of the file at `path`.
  func inFile(_ path: String) -> AssignError {
    AssignError(file: path, question: question, cell: cell, line: line, reason: reason)
  }
}

/// What is wrong inside one cell, whose place the caller knows.
struct CellFault: Error, Equatable {
  /// The index of the cell, where it is another than the one that is being read.
  var cell: Int?
  /// From 1; nil where the cell as a whole is at fault.
  var line: Int?
  let reason: String
}
