import Foundation
import JSONTree
import NotebookFormat

/// The example of `docs/authoring.md`: blocks of code as cells, by the language that they name.
enum Guide {
  static func notebook(_ section: String) throws -> Notebook {
    let cells = try cells(section)
    return Notebook(cells: cells, metadata: ["language_info": ["name": "swift"]])
  }

  /// The cells between `<!-- section -->` and `<!-- end -->`.
  static func cells(_ section: String) throws -> [Cell] {
    var cells: [Cell] = []
    var (isInside, open) = (false, Cell?.none)
    for line in try text().split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "<!-- \(section) -->" { isInside = true }
      if line == "<!-- end -->" { isInside = false }
      guard isInside, line.hasPrefix("```") || open != nil else { continue }
      if line == "```" {
        if let cell = open { cells.append(cell) }
        open = nil
      } else if line.hasPrefix("```") {
        let kind: Cell.Kind? = ["yaml": .raw, "markdown": .markdown, "swift": .code][line.dropFirst(3)]
        open = Cell(kind ?? .raw, id: "\(section)-\(cells.count + 1)", source: "")
      } else {
        let before = open?.source ?? ""
        open?.source = before.isEmpty ? String(line) : before + "\n" + line
      }
    }
    return cells
  }

  static func text() throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: "docs/authoring.md"), encoding: .utf8)
  }
}
