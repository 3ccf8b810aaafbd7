package import JSONTree
package import NotebookFormat

/// A question of a master notebook.
package struct Question: Equatable, Sendable {
  /// What stands between its markers, in the order of the notebook.
  enum Part: Equatable {
    /// A cell outside every block.
    case text(MarkedCell)
    /// The cells of a prompt, a solution, or cases.
    case cells(Marker.Block, [MarkedCell])
    case tests([QuestionTest])

    /// The block that it was; nil for what stands outside of blocks.
    var block: Marker.Block? {
      switch self {
      case .text: nil
      case .cells(let block, _): block
      case .tests: .tests
      }
    }

    var tests: [QuestionTest] {
      if case .tests(let tests) = self { tests } else { [] }
    }

    /// The cell, if it is outside every block.
    var text: MarkedCell? {
      if case .text(let cell) = self { cell } else { nil }
    }
  }

  /// Unique in the notebook.
  package let name: String
  /// What it is worth, and what its check and tests are.
  package let points: PointSplit
  /// Whether a person grades it.
  package let isManual: Bool
  /// Whether all tests must succeed for any points.
  package let allOrNothing: Bool
  /// What its author tells the checker: an object with a text `kind`; nil where no checker is asked for.
  package let check: JSONValue?
  /// Other answers, known to be right or wrong.
  package let alternatives: [Alternative]
  /// Whether a cell that checks the answer may be added.
  let wantsCheckCell: Bool
  let parts: [Part]

  /// What the learner starts from, where the author wrote it; else the learner gets what the solution's markers leave.
  package var prompt: [Cell] { cells(of: .prompt).map { $0.cell(for: .learner) } }
  /// The author's answer.
  package var solution: [Cell] { cells(of: .solution).map { $0.cell(for: .grader) } }
  /// The tests, hidden ones too.
  package var tests: [QuestionTest] { parts.flatMap(\.tests) }
  /// Code that draws inputs and computes what is expected of them, for the trusted side.
  package var cases: [Cell] { cells(of: .cases).map { $0.cell(for: .grader) } }
  /// The question as its author wrote it: the Markdown cells outside every block, one below the other.
  package var markdown: String {
    parts.compactMap(\.text).filter { $0.kind == .markdown }.map { $0.cell(for: .learner).source }
      .joined(separator: "\n\n")
  }

  /// Whether anything but a person judges its answers.
  package var isChecked: Bool { check != nil || !tests.isEmpty }

  func cells(of block: Marker.Block) -> [MarkedCell] {
    parts.flatMap { part -> [MarkedCell] in
      if case .cells(block, let cells) = part { cells } else { [] }
    }
  }
}
