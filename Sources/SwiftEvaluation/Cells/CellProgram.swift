/// A cell as the compiler gets it: imports, the learner's text, and how places in it relate to the learner's own.
package struct CellProgram: Sendable {
  /// The name of its module, unique in the evaluator's life.
  let module: String
  /// What diagnostics call the cell.
  let title: String
  /// The learner's text.
  let source: String
  /// The text for the compiler.
  let text: String
  /// The line and the column, both from 1, behind which columns are shifted, and by how much.
  private let shift: (line: Int, column: Int, by: Int)?

  private static let show = "NotebookDisplay.CellScript.show("

  /// - Parameter shows: whether the value of the last expression is wanted.
  init(module: String, title: String, source: String, syntax: CellSyntax, imports: [String], shows: Bool) {
    self.module = module
    self.title = title
    self.source = source
    var bytes = Array(source.utf8)
    if shows, let range = syntax.lastExpression {
      let before = bytes[..<range.lowerBound]
      let line = before.count(where: { $0 == UInt8(ascii: "\n") }) + 1
      let column = range.lowerBound - (before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0) + 1
      shift = (line, column, Self.show.utf8.count)
      bytes.insert(UInt8(ascii: ")"), at: range.upperBound)
      bytes.insert(contentsOf: Self.show.utf8, at: range.lowerBound)
    } else {
      shift = nil
    }
    var text = "import NotebookDisplay\n"
    for line in imports { text += line + "\n" }
    text += "typealias _\(module) = Swift.Void\n"
    text += "#sourceLocation(file: \"\(title)\", line: 1)\n"
    text += String(decoding: bytes, as: UTF8.self) + "\n#sourceLocation()\n"
    if syntax.awaits { text += "await NotebookDisplay.CellScript.finish()\n" }
    self.text = text
  }

  var entryPoint: String { "\(module)_main" }

  /// The learner's column for the compiler's, both counted in bytes from 1.
  func column(_ column: Int, line: Int) -> Int {
    guard let shift, line == shift.line, column > shift.column else { return column }
    return max(shift.column, column - shift.by)
  }
}
