/// How a lab's checks did on its bank, as a table of text.
package struct BankTable {
  private let rows: [BankTrial.Row]

  package init(_ rows: [BankTrial.Row]) { self.rows = rows }

  /// For each question how many answers of each kind were judged as they should be; below it those that were not.
  package var text: String {
    let kinds: [BankTrial.Kind] = [.solution, .stub, .right, .wrong, .mutant]
    var names: [String] = []
    for row in rows where !names.contains(row.question) { names.append(row.question) }
    var table = [["question"] + kinds.map(\.rawValue)]
    for name in names {
      table.append(
        [name]
          + kinds.map { kind in
            let these = rows.filter { $0.question == name && $0.kind == kind }
            return these.isEmpty ? "–" : "\(these.count { $0.isTold }) of \(these.count)"
          })
    }
    let lines = Self.aligned(table)
    let wrong = rows.filter { !$0.isTold }.map { row in
      let wanted = row.kind == .mutant ? "anything but right" : row.expected.joined(separator: " or ")
      return "\(row.question), \(row.kind.rawValue) “\(row.name)”: found \(row.found), wanted \(wanted)"
    }
    return (lines + wrong).joined(separator: "\n")
  }

  private static func aligned(_ table: [[String]]) -> [String] {
    let widths = (0..<(table.first?.count ?? 0)).map { column in table.map { $0[column].count }.max() ?? 0 }
    return table.map { row in
      row.enumerated().map { $1 + String(repeating: " ", count: widths[$0] - $1.count) }.joined(separator: "  ")
        .withoutSpaceBehind
    }
  }
}

extension String {
  fileprivate var withoutSpaceBehind: String { String(reversed().drop { $0 == " " }.reversed()) }
}
