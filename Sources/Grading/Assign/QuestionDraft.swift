import JSONTree
import NotebookFormat

/// A question while its cells are read.
struct QuestionDraft {
  let name: String
  /// The index of the cell that begins it.
  let begin: Int
  private let settings: Settings
  private let check: JSONValue?
  private let isManual: Bool
  private let allOrNothing: Bool
  private let wantsCheckCell: Bool
  private let points: Double?
  private var parts: [Question.Part] = []
  private var alternatives: [Alternative] = []

  private static let keys = ["name", "points", "manual", "all_or_nothing", "check_cell", "check"]

  /// The settings of a question, and its name, which later faults are told by.
  static func opening(_ yaml: String) throws(CellFault) -> (name: String, settings: Settings) {
    let begin = Marker.begin(.question).text
    let settings = try Settings(yaml, of: begin, known: keys, foreign: ["export"])
    guard let name = try settings.string("name") else {
      throw CellFault(line: settings.line(of: "name"), reason: "the question needs a name: name: forward")
    }
    return (try checkedName(name, of: "the question", line: settings.line(of: "name")), settings)
  }

  init(_ opening: (name: String, settings: Settings), begin: Int) throws(CellFault) {
    (name, settings, self.begin) = (opening.name, opening.settings, begin)
    isManual = try settings.boolean("manual") ?? false
    allOrNothing = try settings.boolean("all_or_nothing") ?? false
    wantsCheckCell = try settings.boolean("check_cell") ?? true
    points = try settings.number("points")
    check = try settings.mapping("check")
    guard let check else { return }
    guard check["kind"]?.stringValue?.isEmpty == false else {
      throw CellFault(line: settings.line(of: "check"), reason: "“check” says its kind, a text: kind: values")
    }
  }

  // MARK: Blocks

  /// Whether `block` may begin here.
  func allow(_ block: Marker.Block) throws(CellFault) {
    let has = { (block: Marker.Block) in parts.contains { $0.block == block } }
    if has(block) {
      throw CellFault(reason: "the question has a second \(Marker.begin(block).text); put its cells into the first")
    }
    if block == .prompt && has(.solution) {
      throw CellFault(reason: "the prompt stands behind the solution; put it before \(Marker.begin(.solution).text)")
    }
  }

  mutating func append(text cell: Cell) throws(CellFault) {
    parts.append(.text(try MarkedCell(cell)))
  }

  /// Adds the cells of a block, which the cell at `begin` begins with `settings`. A cell that is at fault is named by its
  /// index.
  mutating func append(
    _ block: Marker.Block, from begin: Int, _ settings: Settings, _ cells: [(index: Int, cell: Cell)]
  ) throws(CellFault) {
    switch block {
    case .question: preconditionFailure("questions do not stand inside each other")
    case .prompt, .solution, .cases: parts.append(.cells(block, try marked(cells, of: block)))
    case .tests:
      var tests: [QuestionTest] = []
      for (index, cell) in cells { tests.append(try located(index) { () throws(CellFault) in try QuestionTest(cell) }) }
      parts.append(.tests(tests))
    case .right, .wrong:
      let answers = try marked(cells, of: block).map { $0.cell(for: .solver) }
      alternatives.append(
        try located(begin) { () throws(CellFault) in
          try Alternative(isRight: block == .right, settings, cells: answers)
        })
    }
  }

  private func marked(_ cells: [(index: Int, cell: Cell)], of block: Marker.Block) throws(CellFault) -> [MarkedCell] {
    var marked: [MarkedCell] = []
    for (index, cell) in cells {
      guard cell.kind == .code || (cell.kind == .markdown && block != .cases) else {
        throw CellFault(
          cell: index,
          reason: "a \(cell.kind.rawValue) cell stands in \(Marker.begin(block).text), where only "
            + (block == .cases ? "code is" : "code and Markdown are"))
      }
      marked.append(
        try located(index) { () throws(CellFault) in try MarkedCell(cell, isSolution: block == .solution) })
    }
    return marked
  }

  private func located<Value>(_ index: Int, _ read: () throws(CellFault) -> Value) throws(CellFault) -> Value {
    do {
      return try read()
    } catch {
      throw CellFault(cell: index, line: error.line, reason: error.reason)
    }
  }

  // MARK: The end

  /// The question, if it is whole.
  func finished() throws(CellFault) -> Question {
    guard parts.contains(where: { $0.block == .solution }) else {
      throw CellFault(
        cell: begin,
        reason: "the question has no solution; put one between \(Marker.begin(.solution).text) and "
          + Marker.end(.solution).text)
    }
    let split: PointSplit
    do throws(CellFault) {
      split = try PointSplit(
        question: points, tests: parts.flatMap(\.tests).map(\.points), hasCheck: check != nil)
    } catch {
      throw CellFault(cell: begin, line: settings.line(of: "points"), reason: error.reason)
    }
    return Question(
      name: name, points: split, isManual: isManual, allOrNothing: allOrNothing, check: check,
      alternatives: alternatives, wantsCheckCell: wantsCheckCell, parts: parts)
  }
}
