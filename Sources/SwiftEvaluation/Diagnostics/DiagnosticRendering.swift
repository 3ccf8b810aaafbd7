extension Diagnostic {
  /// The diagnostic as text: message, the line with a caret, correction, advice, then the notes.
  ///
  /// - Parameter colour: whether to use the escape sequences of ANSI terminals, which notebooks know too.
  package func rendered(title: String, colour: Bool) -> String {
    let paint = Paint(isOn: colour)
    let place = location.map { "\(title), line \($0.line): " } ?? ""
    var lines = [paint.bold(place) + paint.severity(severity) + paint.bold(": \(message)")]
    if let location {
      let number = String(location.line)
      let gutter = String(repeating: " ", count: number.count)
      lines.append(paint.faint("\(number) | ") + location.text)
      lines.append(paint.faint("\(gutter) | ") + paint.caret(marks(location)))
    }
    if let fix { lines.append(paint.help("  fix: \(fix)")) }
    if let advice { lines.append(paint.help("  \(advice)")) }
    for note in notes { lines.append(note.rendered(title: title, colour: colour)) }
    return lines.joined(separator: "\n")
  }

  /// Spaces up to the caret; tabs stay tabs, so that the caret stands below its place.
  private func marks(_ location: Location) -> String {
    let text = Array(location.text)
    let first = min(location.marked.lowerBound, location.column) - 1
    let space = (0..<first).map { $0 < text.count && text[$0] == "\t" ? "\t" : " " }.joined()
    let marks = location.marked.map { $0 == location.column ? "^" : "~" }.joined()
    return space + marks
  }
}

/// Colours of ANSI terminals.
private struct Paint {
  let isOn: Bool

  func bold(_ text: String) -> String { code("1", text) }
  func faint(_ text: String) -> String { code("2", text) }
  func help(_ text: String) -> String { code("36", text) }
  func caret(_ text: String) -> String { code("1;32", text) }

  func severity(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: code("1;31", severity.rawValue)
    case .warning: code("1;33", severity.rawValue)
    case .note, .remark: code("1;34", severity.rawValue)
    }
  }

  private func code(_ code: String, _ text: String) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
