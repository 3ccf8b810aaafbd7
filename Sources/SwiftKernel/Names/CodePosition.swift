/// A place in a text, as the two protocols count it: Jupyter in Unicode scalars from the start, language servers in lines
/// and UTF-16 code units.
struct CodePosition: Equatable {
  /// From 0.
  let line: Int
  /// UTF-16 code units before it in its line.
  let character: Int

  init(line: Int, character: Int) {
    self.line = line
    self.character = character
  }

  /// The place behind the first `scalars` Unicode scalars of `text`; at its end if it has fewer.
  init(scalars: Int, in text: String) {
    var (line, character) = (0, 0)
    for scalar in text.unicodeScalars.prefix(scalars) {
      if scalar == "\n" {
        (line, character) = (line + 1, 0)
      } else {
        character += UTF16.width(scalar)
      }
    }
    self.init(line: line, character: character)
  }
}
