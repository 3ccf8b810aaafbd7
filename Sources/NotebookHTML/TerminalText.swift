/// Text with a terminal's colours as HTML.
enum TerminalText {
  /// Escapes the text; colours and bold become elements with classes, every other control sequence is left out.
  static func html(_ text: String) -> String {
    var (html, style) = ("", Style())
    var rest = Substring(text)
    while let escape = rest.firstIndex(of: "\u{1B}") {
      html += style.wrapped(rest[..<escape])
      rest = rest[rest.index(after: escape)...]
      guard rest.first == "[" else { continue }
      let sequence = rest.dropFirst().prefix { $0.isASCII && ($0.isNumber || ";:?".contains($0)) }
      rest = rest[sequence.endIndex...]
      if rest.popFirst() == "m" { style.apply(sequence.split(separator: ";", omittingEmptySubsequences: false)) }
    }
    return html + style.wrapped(rest)
  }

  private struct Style {
    private var isBold = false
    private var colour: Int?

    mutating func apply(_ codes: [Substring]) {
      for code in codes {
        switch Int(code) ?? 0 {
        case 0: self = Style()
        case 1: isBold = true
        case 22: isBold = false
        case 38, 48: return  // the colour that follows is one of many
        case 39: colour = nil
        case let code where (30...37).contains(code): colour = code - 30
        case let code where (90...97).contains(code): colour = code - 90
        default: break
        }
      }
    }

    func wrapped(_ text: Substring) -> String {
      guard !text.isEmpty else { return "" }
      let classes = (isBold ? ["bold"] : []) + (colour.map { ["colour\($0)"] } ?? [])
      let escaped = String(text).escapedForHTML
      return classes.isEmpty ? escaped : "<span class=\"\(classes.joined(separator: " "))\">\(escaped)</span>"
    }
  }
}
