/// What a learner typed, as characters, so that every part of it can be pointed at.
struct FormulaText: Equatable, Sendable {
  let characters: [Character]

  /// The most bytes a formula may have; the longest answer of the lab, typed without any sum sign, needs a tenth.
  static let longest = 100_000

  init(_ text: String) { characters = Array(text) }

  subscript(range: Range<Int>) -> String { String(characters[range.clamped(to: 0..<characters.count)]) }

  /// The line and column of a place, both from 1.
  func lineAndColumn(of offset: Int) -> (line: Int, column: Int) {
    var (line, column) = (1, 1)
    for character in characters.prefix(offset) {
      if character.isNewline {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    return (line, column)
  }

  /// The line that holds `offset`, and under it a caret at that place; of a long line only the part around the place.
  func pointing(at offset: Int) -> String {
    let offset = min(offset, characters.count)
    let start = characters[..<offset].lastIndex(where: \.isNewline).map { $0 + 1 } ?? 0
    let end = characters[offset...].firstIndex(where: \.isNewline) ?? characters.count
    let first = max(start, offset - 60)
    let last = min(end, offset + 40)
    let before = first > start ? "…" : ""
    // Tabs are one column here, as in the caret's line below.
    let shown = characters[first..<last].map { $0 == "\t" ? " " : String($0) }.joined()
    return before + shown + (last < end ? "…" : "") + "\n"
      + String(repeating: " ", count: offset - first + before.count) + "^"
  }

  /// The part of the text that is mathematics: the longest stretch between dollar signs, `\[` and `\]`, `\(` and `\)` or
  /// backticks; without any of these, all of it.
  var mathematics: Range<Int> {
    var best: Range<Int>?
    var opening: (delimiter: Character, end: Int)?
    func close(at end: Int) {
      if let opening, end - opening.end > best?.count ?? -1 { best = opening.end..<end }
      opening = nil
    }
    var position = 0
    while position < characters.count {
      let character = characters[position]
      let next = position + 1 < characters.count ? characters[position + 1] : nil
      if character == "$" || character == "`" {
        let start = position
        while position < characters.count, characters[position] == character { position += 1 }
        if opening == nil {
          opening = (character, position)
        } else if opening?.delimiter == character {
          close(at: start)
        }
      } else if character == "\\", let next {
        if opening == nil, next == "[" || next == "(" {
          opening = (next == "[" ? "]" : ")", position + 2)
        } else if next == "]" || next == ")", opening?.delimiter == next {
          close(at: position)
        }
        position += 2
      } else {
        position += 1
      }
    }
    close(at: characters.count)
    return best ?? 0..<characters.count
  }
}
