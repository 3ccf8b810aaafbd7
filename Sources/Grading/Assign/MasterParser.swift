import NotebookFormat

/// Reads the cells of a master notebook, one after the other, into questions and what stands between them.
struct MasterParser {
  /// What stands in the notebook.
  enum Element: Equatable {
    case cell(MarkedCell)
    case question(Question)
  }

  private struct OpenBlock {
    let block: Marker.Block
    let begin: Int
    let settings: Settings
    var cells: [(index: Int, cell: Cell)] = []
  }

  private(set) var elements: [Element] = []
  private(set) var configuration: AssignmentConfiguration?
  /// The index of the cell that configures.
  private(set) var configurationCell: Int?
  private var names: Set<String> = []
  /// The question that is being read; its name is known before its other settings are.
  private var question: (name: String, draft: QuestionDraft?)?
  private var block: OpenBlock?

  /// Reads all of `cells`.
  init(_ cells: [Cell]) throws(AssignError) {
    for (index, cell) in cells.enumerated() {
      do {
        try take(cell, index)
      } catch {
        throw error.located(in: cells, index, question: question?.name)
      }
    }
    do {
      try end()
    } catch {
      throw error.located(in: cells, max(0, cells.count - 1), question: question?.name)
    }
  }

  private mutating func take(_ cell: Cell, _ index: Int) throws(CellFault) {
    let cell = Marker.unfenced(cell)
    if MarkedCell.isIgnored(cell) { return }
    switch try Marker(cell) {
    case .configuration: try configure(cell, index)
    case .begin(.question): try beginQuestion(cell, index)
    case .begin(let block): try begin(block, cell, index)
    case .end(let block): try end(block, cell)
    case nil: try takeContent(cell, index)
    }
  }

  private mutating func takeContent(_ cell: Cell, _ index: Int) throws(CellFault) {
    if block != nil {
      block?.cells.append((index, cell))
    } else if question != nil {
      try question?.draft?.append(text: cell)
    } else {
      elements.append(.cell(try MarkedCell(cell)))
    }
  }

  // MARK: Beginnings

  private mutating func configure(_ cell: Cell, _ index: Int) throws(CellFault) {
    guard question == nil else {
      throw CellFault(
        reason: "\(Marker.configuration.text) stands inside a question; make it the notebook's first cell")
    }
    if let first = configurationCell {
      throw CellFault(reason: "cell \(first + 1) is \(Marker.configuration.text) already; put the settings there")
    }
    configurationCell = index
    configuration = try AssignmentConfiguration(cell.source)
  }

  private mutating func beginQuestion(_ cell: Cell, _ index: Int) throws(CellFault) {
    if let draft = question?.draft {
      throw CellFault(
        reason: "a question begins inside the question of cell \(draft.begin + 1), which \(missingEnd) must end first")
    }
    let opening = try QuestionDraft.opening(cell.source)
    question = (opening.name, nil)
    guard names.insert(opening.name).inserted else {
      throw CellFault(
        line: opening.settings.line(of: "name"), reason: "another question has that name; names are unique")
    }
    question?.draft = try QuestionDraft(opening, begin: index)
  }

  private mutating func begin(_ kind: Marker.Block, _ cell: Cell, _ index: Int) throws(CellFault) {
    let marker = Marker.begin(kind).text
    guard let draft = question?.draft else {
      throw CellFault(reason: "\(marker) stands outside a question; \(Marker.begin(.question).text) must come first")
    }
    if let block {
      throw CellFault(
        reason: "\(marker) stands inside the block of cell \(block.begin + 1), which \(missingEnd) must end first")
    }
    try draft.allow(kind)
    let keys = [.right, .wrong].contains(kind) ? Alternative.keys(isRight: kind == .right) : []
    block = OpenBlock(block: kind, begin: index, settings: try Settings(cell.source, of: marker, known: keys))
  }

  // MARK: Ends

  /// The end that is due next.
  private var missingEnd: String { Marker.end(block?.block ?? .question).text }

  private mutating func end(_ kind: Marker.Block, _ cell: Cell) throws(CellFault) {
    let marker = Marker.end(kind).text
    _ = try Settings(cell.source, of: marker, known: [])
    if kind == .question {
      guard let draft = question?.draft else { throw CellFault(reason: "\(marker) ends what nothing begins") }
      if let block {
        throw CellFault(
          reason: "\(marker) stands inside the block of cell \(block.begin + 1), which \(missingEnd) must end first")
      }
      elements.append(.question(try draft.finished()))
      question = nil
      return
    }
    guard let open = block, open.block == kind else {
      let due = block.map { "; cell \($0.begin + 1) needs \(missingEnd) first" } ?? ""
      throw CellFault(reason: "\(marker) ends what nothing begins\(due)")
    }
    guard !open.cells.isEmpty else {
      throw CellFault(cell: open.begin, reason: "\(Marker.begin(kind).text) and \(marker) have no cell between them")
    }
    try question?.draft?.append(kind, from: open.begin, open.settings, open.cells)
    block = nil
  }

  /// Nothing may be open behind the last cell.
  private func end() throws(CellFault) {
    guard let begin = block?.begin ?? question?.draft?.begin else { return }
    let kind = block?.block ?? .question
    throw CellFault(cell: begin, reason: "\(Marker.begin(kind).text) has no end; \(missingEnd) is missing")
  }
}

extension CellFault {
  /// The fault as an error, in the cell it names or else at `index`.
  func located(in cells: [Cell], _ index: Int, question: String?) -> AssignError {
    let index = cell ?? index
    guard cells.indices.contains(index) else { return AssignError(question: question, reason: reason) }
    // YAML that ends too early is at fault behind its last line.
    let last = MarkedCode.lines(of: cells[index].source).count
    return AssignError(
      question: question, cell: .init(cells[index], number: index + 1), line: line.map { min($0, last) },
      reason: reason)
  }
}
