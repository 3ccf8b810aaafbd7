import JSONTree
package import NotebookFormat

/// A notebook in which an instructor wrote a lab with its solutions, tests and settings, in the format of Otter Assign with
/// comments of Swift.
///
/// ```swift
/// let master = try MasterNotebook(parsing: Notebook(contentsOf: "lab1.ipynb"))
/// try master.learnerVersion().write(to: "learner/lab1.ipynb")
/// ```
///
/// Equal masters have equal versions, byte for byte. `docs/authoring.md` describes the format.
package struct MasterNotebook: Equatable, Sendable {
  /// What the notebook says of the whole assignment.
  package let configuration: AssignmentConfiguration
  /// The cell that says it.
  let configurationCell: AssignError.Place
  let elements: [MasterParser.Element]
  /// What the master says of itself, as which language it is in.
  let metadata: JSONValue
  /// The names of the questions for which the author wrote a cell that checks, in the question or elsewhere.
  let checkedByAuthor: Set<String>
  /// The names of all its cells.
  let ids: Set<String>

  /// Reads `notebook`.
  /// - Throws: an error that names the question and the cell, and says what would be right.
  /// - Complexity: O(length of the notebook).
  package init(parsing notebook: Notebook) throws(AssignError) {
    if let language = notebook.language, language != "swift" {
      throw AssignError(reason: "this is a notebook of \(language), and masters are notebooks of Swift")
    }
    let cells = CellNaming.named(notebook.cells)
    let parser = try MasterParser(cells)
    guard let configuration = parser.configuration, let index = parser.configurationCell else {
      throw AssignError(
        cell: cells.first.map { AssignError.Place($0, number: 1) },
        reason: "the notebook has no \(Marker.configuration.text); begin it with a raw cell of that line and name: lab1"
      )
    }
    self.configuration = configuration
    configurationCell = AssignError.Place(cells[index], number: index + 1)
    elements = parser.elements
    let open = Self.cellsOutsideBlocks(parser.elements).map { $0.cell(for: .learner) }
    checkedByAuthor = Set(open.flatMap(\.checkedQuestions))
    metadata = notebook.metadata
    // A seed that no cell declares would be the same for learners and graders.
    if let seed = configuration.seed, !open.contains(where: { seed.inLearnersHands($0) != $0 }) {
      throw AssignError(
        cell: configurationCell,
        reason: "no cell outside a solution has the line: let \(seed.name) = \(seed.graderValue)")
    }
    ids = Set(cells.compactMap(\.id))
  }

  private static func cellsOutsideBlocks(_ elements: [MasterParser.Element]) -> [MarkedCell] {
    elements.flatMap { element -> [MarkedCell] in
      switch element {
      case .cell(let cell): [cell]
      case .question(let question): question.parts.compactMap(\.text)
      }
    }
  }

  /// The questions, in their order.
  package var questions: [Question] {
    elements.compactMap { element in
      if case .question(let question) = element { question } else { nil }
    }
  }
}
