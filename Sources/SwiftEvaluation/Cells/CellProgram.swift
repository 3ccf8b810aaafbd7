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
  /// Whether the compiler is not to ask for `public`.
  let ignoresAccess: Bool
  /// What is imported as a whole.
  let modules: [String]
  /// Our additions to the learner's lines: the line and the column in front of which they stand, and their lengths.
  private let additions: [(line: Int, column: Int, length: Int)]

  /// What a notebook has of a library beyond the library itself.
  private static let companions = [(module: "Unroll", companion: "NotebookRepresentations")]

  private static let show = "NotebookDisplay.CellScript.show("

  /// - Parameter shows: whether the value of the last expression is wanted.
  init(module: String, title: String, source: String, syntax: CellSyntax, imports: [String], shows: Bool) {
    self.module = module
    self.title = title
    self.source = source
    var inserted: [(offset: Int, text: String)] = []
    // A program that awaits gives its variables to the main actor; learners' other cells could then not use them.
    if syntax.awaits { inserted += syntax.variables.map { ($0, "nonisolated(unsafe) ") } }
    if shows, let range = syntax.lastExpression {
      inserted += [(range.lowerBound, Self.show), (range.upperBound, ")")]
    }
    var bytes = Array(source.utf8)
    additions = inserted.map { offset, text in
      let before = bytes[..<offset]
      let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      return (before.count(where: { $0 == UInt8(ascii: "\n") }) + 1, offset - start + 1, text.utf8.count)
    }
    for (offset, text) in inserted.reversed() { bytes.insert(contentsOf: text.utf8, at: offset) }
    var text = "import NotebookDisplay\n"
    for line in imports { text += line + "\n" }
    for (module, companion) in Self.companions where (imports + syntax.imports).contains("import \(module)") {
      text += "import \(companion)\n"
    }
    modules = (text.split(separator: "\n").map(String.init) + syntax.imports).compactMap { line in
      line.wholeMatch(of: /import (\w+)/).map { String($0.output.1) }
    }
    text += "typealias _\(module) = Swift.Void\n"
    text += "#sourceLocation(file: \"\(title)\", line: 1)\n"
    text += String(decoding: bytes, as: UTF8.self) + "\n#sourceLocation()\n"
    if syntax.awaits { text += "await NotebookDisplay.CellScript.finish()\n" }
    self.text = text
    // Conforming a type of one module to a protocol of another wants `public` members, which no notebook has.
    ignoresAccess = syntax.extensions.contains { !$0.protocols.isEmpty }
  }

  var entryPoint: String { Self.entryPoint(of: module) }

  static func entryPoint(of module: String) -> String { "\(module)_main" }

  /// The learner's column for the compiler's, both counted in bytes from 1.
  func column(_ column: Int, line: Int) -> Int {
    var result = column
    for addition in additions where addition.line == line && result > addition.column {
      result = max(addition.column, result - addition.length)
    }
    return result
  }
}
