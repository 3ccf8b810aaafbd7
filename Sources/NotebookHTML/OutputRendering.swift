import Foundation
import JSONTree
import NotebookFormat

extension Output {
  /// The output as HTML in which nothing runs.
  var html: String {
    switch self {
    case .stream(let name, let text):
      "<pre class=\"\(name == "stderr" ? "stderr" : "stdout")\">\(TerminalText.html(Self.overwritten(text)))</pre>"
    case .error(let name, let value, let traceback):
      "<pre class=\"error\">"
        + TerminalText.html(traceback.isEmpty ? "\(name): \(value)" : traceback.joined(separator: "\n")) + "</pre>"
    case .displayData(let data, _), .executeResult(_, let data, _): Self.html(of: data)
    case .other: ""
    }
  }

  /// The richest representation that a page without programs can show.
  private static func html(of data: JSONValue) -> String {
    func text(_ type: String) -> String? { data[type]?.stringValue }
    if let svg = text("image/svg+xml") {
      return Picture(svg: svg, alternative: text("text/plain")).html
    }
    for type in ["image/png", "image/jpeg", "image/gif", "image/webp"] {
      guard let base64 = text(type) else { continue }
      return Picture(type: type, base64: base64, alternative: text("text/plain")).html
    }
    if let html = text("text/html") {
      return PlainFragment(html).map { "<div class=\"fragment\">\($0.html)</div>" } ?? frame(html)
    }
    if let markdown = text("text/markdown") { return "<div class=\"markdown\">\(Markdown.html(markdown))</div>" }
    if let latex = text("text/latex") { return "<div class=\"latex\">\(typeset(latex))</div>" }
    if let plain = text("text/plain") { return "<pre class=\"value\">\(TerminalText.html(plain))</pre>" }
    guard let json = data["application/json"] else { return "" }
    return "<pre class=\"value\">\(json.text.escapedForHTML)</pre>"
  }

  /// A text with formulas in it, as `text/latex` is.
  private static func typeset(_ latex: String) -> String {
    let (masked, formulas) = Formulas.masked(in: latex)
    return Formulas.restored(in: masked.escapedForHTML, formulas, html: \.html)
  }

  /// HTML of a cell stands in a document of its own, in which nothing runs and which cannot reach the page around it.
  private static func frame(_ html: String) -> String {
    let rows = max(html.components(separatedBy: "<tr").count - 1, html.components(separatedBy: "\n").count)
    let height = min(40 + 26 * rows, 600)
    let style = "<style>\(PageStyle.fragment)</style>"
    return "<iframe sandbox srcdoc=\"\((style + html).escapedForHTML)\" height=\"\(height)\" title=\"output\"></iframe>"
  }

  /// What a terminal shows of text that goes back to the beginning of a line, as progress bars do.
  static func overwritten(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\r")) else { return text }
    let lines = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { line in
      line.split(separator: "\r", omittingEmptySubsequences: true).reduce("") { before, after in
        String(after) + before.dropFirst(after.count)
      }
    }.joined(separator: "\n")
  }
}
