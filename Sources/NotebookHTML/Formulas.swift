/// Finds the formulas in a Markdown text, so that Markdown does not take their underscores for emphasis.
///
/// Formulas are `$…$`, `$$…$$`, `\(…\)`, `\[…\]` and `\begin{…}…\end{…}`; none begin in code.
///
/// - Complexity: Linear in the text: what is once found to have no end is not sought again.
struct Formulas {
  private var masked = ""
  private var formulas: [Formula] = []
  private var rest: Substring
  /// Ends that do not come again.
  private var lost: Set<String> = []

  /// The text with a mark in place of each formula, and the formulas.
  static func masked(in text: String) -> (text: String, formulas: [Formula]) {
    var search = Formulas(text)
    search.run()
    return (search.masked, search.formulas)
  }

  /// The HTML with every formula, as `html` writes it, in place of its mark; within a tag, as the text of a picture
  /// that is not seen, stands the formula's source.
  static func restored(in text: String, _ formulas: [Formula], html: (Formula) -> String) -> String {
    // Markdown writes addresses of links in ASCII.
    let text = text.replacing("%F3%B0%80%80", with: "\(opening)").replacing("%F3%B0%80%81", with: "\(closing)")
    var (restored, isInTag) = (String.UnicodeScalarView(), false)
    // By scalars, since a combining mark would hide a sign before it.
    let pieces = text.unicodeScalars.split(separator: opening, omittingEmptySubsequences: false)
    for (number, piece) in pieces.enumerated() {
      var behind = piece
      if number > 0, let end = piece.firstIndex(of: closing), let index = Int(String(piece[..<end])),
        formulas.indices.contains(index)
      {
        let formula = formulas[index]
        restored += (isInTag ? formula.source.escapedForHTML : html(formula)).unicodeScalars
        behind = piece[piece.index(after: end)...]
      }
      restored += behind
      if let bracket = behind.last(where: { $0 == "<" || $0 == ">" }) { isInTag = bracket == "<" }
    }
    return String(restored)
  }

  // Of a private use area, where no text has characters.
  private static let opening: Unicode.Scalar = "\u{F0000}"
  private static let closing: Unicode.Scalar = "\u{F0001}"

  private init(_ text: String) {
    // Marks of the text's own would be mistaken for ours.
    let own = [Self.opening, Self.closing]
    rest = Substring(text.unicodeScalars.contains(where: own.contains) ? Self.without(own, text) : text)
  }

  private static func without(_ scalars: [Unicode.Scalar], _ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(scalars.contains(scalar) ? "\u{FFFD}" : scalar) }
    return String(result)
  }

  private mutating func run() {
    var isAtLineStart = true
    while let character = rest.first {
      if let code = isAtLineStart ? fence() ?? codeSpan() : codeSpan() {
        masked += code
        rest = rest[code.endIndex...]
      } else if let formula = formula() {
        masked += "\(Self.opening)\(formulas.count)\(Self.closing)"
        formulas.append(Formula(String(formula)))
        rest = rest[formula.endIndex...]
      } else if character == "\\" {
        masked += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else {
        masked.append(rest.removeFirst())
      }
      isAtLineStart = masked.last?.isNewline ?? true
    }
  }

  private mutating func formula() -> Substring? {
    if rest.hasPrefix("$$") { return between("$$", "$$") { !$0.isEmpty } }
    if rest.hasPrefix("$") {
      // As in JupyterLab, "$5 and $6" is about money; and code does not end a formula.
      return between("$", "$") { inside in
        guard let first = inside.first, let last = inside.last else { return false }
        return !first.isWhitespace && !last.isWhitespace && !inside.contains("\n\n") && !inside.contains("`")
      }.flatMap { rest[$0.endIndex...].first?.isNumber == true ? nil : $0 }
    }
    guard rest.hasPrefix("\\") else { return nil }
    for (begin, end, _) in Formula.marks where begin.hasPrefix("\\") && rest.hasPrefix(begin) {
      return between(begin, end) { !$0.allSatisfy(\.isWhitespace) && !$0.contains("\n\n") }
    }
    guard rest.hasPrefix("\\begin{") else { return nil }
    let name = rest.dropFirst(7).prefix { $0.isLetter || $0 == "*" }
    return rest[name.endIndex...].hasPrefix("}") ? between("\\begin{\(name)}", "\\end{\(name)}") { _ in true } : nil
  }

  private mutating func between(_ begin: String, _ end: String, _ isFormula: (Substring) -> Bool) -> Substring? {
    guard !lost.contains(end) else { return nil }
    let inside = rest.dropFirst(begin.count)
    var from = inside.startIndex
    while let found = inside[from...].firstRange(of: end) {
      if end.hasPrefix("$"), found.lowerBound > inside.startIndex,
        inside[inside.index(before: found.lowerBound)] == "\\"
      {
        from = found.upperBound  // an escaped dollar
        continue
      }
      return isFormula(inside[..<found.lowerBound]) ? rest[..<found.upperBound] : nil
    }
    lost.insert(end)
    return nil
  }

  /// A block of code between fences, or to the end.
  private func fence() -> Substring? {
    let mark = rest.hasPrefix("```") ? "```" : "~~~"
    guard rest.hasPrefix(mark) else { return nil }
    return rest.dropFirst(3).firstRange(of: "\n" + mark).map { rest[..<$0.upperBound] } ?? rest
  }

  /// Code between as many backquotes as it begins with.
  private mutating func codeSpan() -> Substring? {
    let quotes = rest.prefix { $0 == "`" }
    guard !quotes.isEmpty else { return nil }
    guard !lost.contains(String(quotes)) else { return quotes }
    var behind = rest[quotes.endIndex...]
    while let start = behind.firstIndex(of: "`") {
      let run = behind[start...].prefix { $0 == "`" }
      if run.count == quotes.count { return rest[..<run.endIndex] }
      behind = behind[run.endIndex...]
    }
    lost.insert(String(quotes))
    return quotes
  }
}
