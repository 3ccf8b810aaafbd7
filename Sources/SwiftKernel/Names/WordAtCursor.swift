/// The identifier that a cursor is in or behind.
struct WordAtCursor: Equatable {
  /// In Unicode scalars from the start of the text.
  let range: Range<Int>
  let text: String
  /// Of the text, what stands before the cursor.
  let prefix: String

  /// The word around or before `cursor`, empty if there is none.
  init(in code: String, cursor: Int) {
    let scalars = Array(code.unicodeScalars)
    let cursor = min(max(cursor, 0), scalars.count)
    var start = cursor
    while start > 0, Self.belongs(scalars[start - 1]) { start -= 1 }
    var end = cursor
    while end < scalars.count, Self.belongs(scalars[end]) { end += 1 }
    // A number is no word.
    if start < cursor, scalars[start].properties.numericType != nil { start = cursor }
    range = start..<end
    text = Self.string(scalars[start..<end])
    prefix = Self.string(scalars[start..<cursor])
  }

  /// What is to be explained at `cursor`: the word there, or of a call the cursor is in, the function's name.
  static func explained(in code: String, cursor: Int) -> WordAtCursor {
    let word = WordAtCursor(in: code, cursor: cursor)
    guard word.text.isEmpty else { return word }
    let scalars = Array(code.unicodeScalars)
    var depth = 0
    var position = min(max(cursor, 0), scalars.count)
    while position > 0 {
      position -= 1
      switch scalars[position] {
      case ")": depth += 1
      case "(" where depth == 0: return WordAtCursor(in: code, cursor: position)
      case "(": depth -= 1
      default: break
      }
    }
    return word
  }

  private static func belongs(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || scalar.properties.isXIDContinue }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }
}
