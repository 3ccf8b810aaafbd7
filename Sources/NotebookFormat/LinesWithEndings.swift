extension String {
  /// The lines with their endings, cut where Python's `splitlines` cuts: notebooks have texts in such lists.
  var linesWithEndings: [String] {
    var (lines, line) = ([String](), String.UnicodeScalarView())
    var scalars = unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      line.append(scalar)
      guard Self.lineEndings.contains(scalar) else { continue }
      if scalar == "\r", scalars.first == "\n" { line.append(scalars.removeFirst()) }
      lines.append(String(line))
      line.removeAll()
    }
    return line.isEmpty ? lines : lines + [String(line)]
  }

  private static let lineEndings: Set<Unicode.Scalar> = [
    "\n", "\r", "\u{B}", "\u{C}", "\u{1C}", "\u{1D}", "\u{1E}", "\u{85}", "\u{2028}", "\u{2029}",
  ]
}
