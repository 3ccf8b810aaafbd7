extension String {
  /// The text as it stands in HTML, in attributes too.
  var escapedForHTML: String {
    var text = ""
    text.unicodeScalars.reserveCapacity(unicodeScalars.count)
    for scalar in unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// The text whose five signs were escaped.
  var unescapedFromHTML: String {
    Self.entities.reduce(self) { text, entity in text.replacing(entity.name, with: entity.character) }
  }

  /// The last one last: what it gives may look like another.
  private static let entities: [(name: String, character: String)] = [
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
  ]
}
