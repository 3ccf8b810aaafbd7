import JSONTree
import NotebookFormat

/// A cell of the master notebook, code with its markers read.
struct MarkedCell: Equatable {
  private let original: Cell
  /// Nil for Markdown and raw cells.
  let code: MarkedCode?

  /// Reads `cell`. Only cells of a solution may mark solutions and prompts.
  init(_ cell: Cell, isSolution: Bool = false) throws(CellFault) {
    original = cell
    code = cell.kind == .code ? try MarkedCode(cell.source, isSolution: isSolution) : nil
  }

  /// The name of the cell.
  var id: String? { original.id }

  var kind: Cell.Kind { original.kind }

  /// The cell for `reader`, without outputs, without what Jupyter keeps of a run, and without a role.
  func cell(for reader: MarkedCode.Reader) -> Cell {
    Cell(
      original.kind, id: original.id, source: code?.text(for: reader) ?? original.source,
      metadata: original.metadata.setting("execution", to: nil).setting("unroll", to: nil),
      attachments: original.attachments)
  }

  /// Whether an author has taken `cell` out of all versions: the first line is `// IGNORE`, or `# IGNORE` where the cell is
  /// no code. Otter's `## Ignore ##` says the same.
  static func isIgnored(_ cell: Cell) -> Bool {
    let line = firstLine(of: cell.source).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line == (cell.kind == .code ? "// IGNORE" : "# IGNORE") || line.uppercased() == "## IGNORE ##"
  }
}
