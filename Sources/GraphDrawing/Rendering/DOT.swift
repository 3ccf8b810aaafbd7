extension DirectedGraph {
  /// The graph in the DOT language of Graphviz, with the colours of ``svg()``.
  ///
  /// Identifiers and labels may hold any text: quotes, backslashes and line breaks are escaped, and what Graphviz
  /// would read as an HTML reference is shown as it is. Equal graphs give equal bytes. Graphs with cycles are fine.
  public func dot() -> String {
    var text = "digraph \(DOT.quoted(title)) {\n"
    text += "  graph [rankdir=TB, tooltip=\(DOT.label([title]))];\n"
    text += "  node [fontname=\"Helvetica\", fontsize=11, shape=box, margin=\"0.12,0.06\", height=0.3];\n"
    text += "  edge [fontname=\"Helvetica\", fontsize=10, color=\"\(Palette.line)\", arrowsize=0.7];\n"
    for node in nodes {
      text += "  \(DOT.quoted(node.id)) [label=\(DOT.label(node.lines)), "
      text += "style=\"\(DOT.style(node.role))\", fillcolor=\"\(Palette.fill(node.role))\", "
      text += "color=\"\(Palette.border(node.role))\"];\n"
    }
    for rank in Rank.allCases {
      let members = nodes.filter { $0.rank == rank }
      guard !members.isEmpty else { continue }
      let ids = members.map { "\(DOT.quoted($0.id));" }.joined(separator: " ")
      text += "  { rank=\(rank == .first ? "min" : "max"); \(ids) }\n"
    }
    for edge in edges {
      text += "  \(DOT.quoted(edge.source)) -> \(DOT.quoted(edge.target))"
      if let label = edge.label { text += " [label=\(DOT.label([label]))]" }
      text += ";\n"
    }
    return text + "}\n"
  }
}

/// The quoting rules of the DOT language (graphviz.org/doc/info/lang.html, and escString for labels).
private enum DOT {
  /// An identifier. Between quotes only `\"` is special to DOT, but a backslash at the end would hide the quote, so
  /// backslashes are doubled; and what may not stand there is written by its number. Different texts stay different.
  static func quoted(_ id: String) -> String {
    let text = escaped(id) { Markup.visible($0) == $0 ? String($0) : "\\u{\(String($0.value, radix: 16))}" }
    return "\"\(text)\""
  }

  /// A label, centred line by line. `&` would start an HTML reference there.
  static func label(_ lines: [String]) -> String {
    let texts = lines.map { line in
      escaped(TextMetrics.shortened(line, to: 300)) { $0 == "&" ? "&amp;" : String(Markup.visible($0)) }
    }
    return "\"\(texts.joined(separator: "\\n"))\""
  }

  /// `text` as it stands between quotes. Graphviz reads strings of 16 KiB at most; a longer one is a sum of strings.
  private static func escaped(_ text: String, other: (Unicode.Scalar) -> String) -> String {
    var result = ""
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if index % 1000 == 999 { result += "\" + \"" }
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      default: result += other(scalar)
      }
    }
    return result
  }

  static func style(_ role: DirectedGraph.Role) -> String {
    switch role {
    case .operation: "filled"
    case .constant: "rounded,filled,dashed"
    case .output: "rounded,filled,bold"
    case .leaf, .intermediate: "rounded,filled"
    }
  }
}
