/// Finds the formulas in a Markdown text, so that Markdown does not take their underscores for emphasis.
///
/// Formulas are `$…$`, `$$…$$` and `\begin{…}…\end{…}`, as in JupyterLab; none begin in code.
enum Formulas {
  /// The text with a mark in place of each formula, and the formulas.
  static func masked(in text: String) -> (text: String, formulas: [String]) {
    var (masked, formulas) = ("", [String]())
    // Marks of the text's own would be mistaken for ours.
    var rest = Substring(text.replacing(opening, with: "\u{FFFD}").replacing(closing, with: "\u{FFFD}"))
    var isAtLineStart = true
    while let character = rest.first {
      if let code = isAtLineStart ? fence(rest) ?? codeSpan(rest) : codeSpan(rest) {
        masked += code
        rest = rest[code.endIndex...]
      } else if character == "\\", !rest.hasPrefix("\\begin{") {
        masked += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else if let formula = formula(rest) {
        masked += "\(opening)\(formulas.count)\(closing)"
        formulas.append(String(formula))
        rest = rest[formula.endIndex...]
      } else {
        masked.append(rest.removeFirst())
      }
      isAtLineStart = masked.last?.isNewline ?? true
    }
    return (masked, formulas)
  }

  /// The HTML with every formula, as `html` writes it, in place of its mark.
  static func restored(in text: String, _ formulas: [String], html: (String) -> String) -> String {
    formulas.enumerated().reduce(text) { text, formula in
      text.replacing("\(opening)\(formula.offset)\(closing)", with: html(formula.element))
    }
  }

  // Of a private use area, where no text has characters.
  private static let opening = "\u{F0000}"
  private static let closing = "\u{F0001}"

  private static func formula(_ text: Substring) -> Substring? {
    if text.hasPrefix("$$") { return between(text, "$$", "$$") { !$0.isEmpty } }
    if text.hasPrefix("$") {
      // As in JupyterLab, "$5 and $6" is about money.
      return between(text, "$", "$") { inside in
        guard let first = inside.first, let last = inside.last else { return false }
        return !first.isWhitespace && !last.isWhitespace && !inside.contains("\n\n")
      }.flatMap { text[$0.endIndex...].first?.isNumber == true ? nil : $0 }
    }
    guard text.hasPrefix("\\begin{"), let brace = text.firstIndex(of: "}") else { return nil }
    let name = text[text.index(text.startIndex, offsetBy: 7)..<brace]
    guard let end = text.firstRange(of: "\\end{\(name)}") else { return nil }
    return text[..<end.upperBound]
  }

  private static func between(
    _ text: Substring, _ begin: String, _ end: String, _ isFormula: (Substring) -> Bool
  ) -> Substring? {
    let inside = text.dropFirst(begin.count)
    var from = inside.startIndex
    while let found = inside[from...].firstRange(of: end) {
      if found.lowerBound > inside.startIndex, inside[inside.index(before: found.lowerBound)] == "\\" {
        from = found.upperBound  // an escaped dollar
        continue
      }
      return isFormula(inside[..<found.lowerBound]) ? text[..<found.upperBound] : nil
    }
    return nil
  }

  /// A block of code between fences, or to the end.
  private static func fence(_ text: Substring) -> Substring? {
    let mark = text.hasPrefix("```") ? "```" : "~~~"
    guard text.hasPrefix(mark) else { return nil }
    return text.dropFirst(3).firstRange(of: "\n" + mark).map { text[..<$0.upperBound] } ?? text
  }

  /// Code between as many backquotes as it begins with.
  private static func codeSpan(_ text: Substring) -> Substring? {
    let quotes = text.prefix { $0 == "`" }
    guard !quotes.isEmpty else { return nil }
    var rest = text[quotes.endIndex...]
    while let start = rest.firstIndex(of: "`") {
      let run = rest[start...].prefix { $0 == "`" }
      if run.count == quotes.count { return text[..<run.endIndex] }
      rest = rest[run.endIndex...]
    }
    return quotes
  }
}
