/// Names and values in two columns.
struct NamedValues {
  let rows: [(String, String)]

  /// The lines, values below each other.
  var text: String {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { $0 + String(repeating: " ", count: width - $0.count + 2) + $1 }.joined(separator: "\n")
  }
}
