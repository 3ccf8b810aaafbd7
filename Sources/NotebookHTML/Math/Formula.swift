/// A formula of LaTeX with what marks it in a text: `$…$`, `$$…$$`, `\(…\)`, `\[…\]` or an environment.
struct Formula: Equatable {
  /// As it stands in the text.
  let source: String
  /// Without its marks.
  let latex: Substring
  /// Whether it stands by itself, or in a line of text.
  let isDisplayed: Bool

  init(_ source: String) {
    self.source = source
    for (begin, end, isDisplayed) in Self.marks where source.hasPrefix(begin) && source.hasSuffix(end) {
      guard source.count >= begin.count + end.count else { continue }
      latex = source.dropFirst(begin.count).dropLast(end.count)
      self.isDisplayed = isDisplayed
      return
    }
    (latex, isDisplayed) = (source[...], source.hasPrefix("\\begin{"))
  }

  /// The formula as MathML, which needs no script, can be printed, and is read out by screen readers; its source is
  /// kept as an annotation. What cannot be typeset is shown as its source, with the reason as its title.
  var html: String {
    do {
      let annotation = MathElement.token("annotation", latex.trimmed, ["encoding": "application/x-tex"])
      let element = try MathParser.element(of: latex)
      let formula = MathElement.layout(
        "semantics", [isDisplayed ? element.broken(toWidth: Self.lineWidth) : element, annotation])
      let math = MathElement.layout("math", [formula])
      return isDisplayed ? math.with("display", "block").html : math.html
    } catch {
      return "<code class=\"formula\" title=\"\(error.description.escapedForHTML)\">\(source.escapedForHTML)</code>"
    }
  }

  /// What fits on a sheet of A4 at the size of the page's style sheet, in em, with a tenth to spare.
  private static let lineWidth = 38.0

  /// Longer marks first. Where Markdown takes a backslash for an escape, two of them are one.
  static let marks = [
    ("$$", "$$", true), ("$", "$", false), ("\\\\[", "\\\\]", true), ("\\\\(", "\\\\)", false), ("\\[", "\\]", true),
    ("\\(", "\\)", false),
  ]
}

extension Substring {
  fileprivate var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
