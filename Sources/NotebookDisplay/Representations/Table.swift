/// Rows and columns of text with a heading, for a notebook or a terminal.
///
/// ```swift
/// Table(columns: ["word", "count"], rows: [["the", "64,023"], ["and", "51,696"]])
/// ```
public struct Table: Equatable, Sendable, CustomStringConvertible {
  /// Headings of the columns.
  public let columns: [String]
  /// Cells of each row, as many as there are columns.
  public let rows: [[String]]

  /// A table from its cells.
  ///
  /// Traps unless every row has as many cells as there are columns.
  public init(columns: [String], rows: [[String]]) {
    for (index, row) in rows.enumerated() where row.count != columns.count {
      fatalError("Table: row \(index) has \(row.count) cells, but there are \(columns.count) columns")
    }
    self.columns = columns
    self.rows = rows
  }

  /// Columns set apart by spaces; columns of numbers are flush right.
  public var description: String {
    let right = columns.indices.map { column in !rows.isEmpty && rows.allSatisfy { Self.isNumber($0[column]) } }
    let widths = columns.indices.map { column in rows.map(\.[column].count).reduce(columns[column].count, max) }
    let lines = [columns, widths.map { String(repeating: "─", count: $0) }] + rows
    return lines.map { line in
      let cells = line.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - line[column].count)
        return right[column] ? space + line[column] : line[column] + space
      }
      let text = cells.joined(separator: "  ")
      return String(text.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }

  private static func isNumber(_ text: String) -> Bool { Double(text.filter { $0 != "," && $0 != "%" }) != nil }
}

extension Table: Displayable {
  /// As HTML and as text.
  public var displayData: DisplayData {
    let head = columns.map { "<th scope=\"col\">\(Self.escaped($0))</th>" }.joined()
    let body = rows.map { row in
      let cells = row.map { cell in
        "<td\(Self.isNumber(cell) ? " style=\"text-align:right\"" : "")>\(Self.escaped(cell))</td>"
      }
      return "<tr>\(cells.joined())</tr>\n"
    }
    return DisplayData([
      .html("<table>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n\(body.joined())</tbody>\n</table>"),
      .plain(description),
    ])
  }

  /// Text as it may stand in HTML.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
