/// A correction that the compiler draws below a line, said in words.
enum FixText {
  /// - Parameters:
  ///   - source: the line as the compiler prints it.
  ///   - marks: `^` and `~` below what the message is about.
  ///   - replacement: what the compiler proposes, below what it replaces.
  static func of(source: Substring, marks: Substring, replacement: Substring) -> String? {
    let new = replacement.trimmingPrefix { $0 == " " }
    guard !new.isEmpty, marks.contains("^") else { return nil }
    let column = replacement.count - new.count
    let text = new.replacing(/<#([^#]*)#>/, with: { String($0.output.1) })
    let source = Array(source)
    let marked = Array(marks)
    var end = column
    while end < marked.count, marked[end] == "~" || (marked[end] == "^" && end == column && end + 1 < marked.count) {
      end += 1
    }
    if end > column, end <= source.count {
      let old = String(source[column..<end])
      return old == text ? nil : "replace `\(old)` with `\(text)`"
    }
    if column >= source.count { return "add `\(text)` at the end" }
    let after = source[column...].prefix(while: isWordPart)
    if !after.isEmpty { return "insert `\(text)` before `\(String(after))`" }
    let before = source[..<column].reversed().prefix(while: isWordPart).reversed()
    if !before.isEmpty { return "insert `\(text)` after `\(String(before))`" }
    return "insert `\(text)` before `\(source[column])`"
  }

  private static func isWordPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }
}
