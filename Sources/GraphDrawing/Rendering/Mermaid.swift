extension DirectedGraph {
  /// The graph as a flowchart in the language of Mermaid, which Markdown pages draw by themselves.
  ///
  /// Identifiers and labels may hold any text; it is shown as it is. Equal graphs give equal bytes. Graphs with cycles are
  /// fine.
  public func mermaid() -> String {
    let ids = nodes.map { Mermaid.identifier($0.id) }
    var text = "flowchart TD\n  accTitle: \(Mermaid.label([title]))\n"
    for (node, id) in zip(nodes, ids) {
      let label = "\"\(Mermaid.label(node.lines))\""
      text += "  \(id)\(node.role == .operation ? "[\(label)]" : "(\(label))"):::\(node.role)\n"
    }
    for (index, edge) in edges.enumerated() {
      let label = edge.label.map { "|\"\(Mermaid.label([$0]))\"|" } ?? ""
      text += "  \(ids[sources[index]]) -->\(label) \(ids[targets[index]])\n"
    }
    for role in Role.allCases {
      let extra =
        switch role {
        case .constant: ",stroke-dasharray:4 3"
        case .output: ",stroke-width:2.4px"
        default: ""
        }
      text +=
        "  classDef \(role) fill:\(Palette.fill(role)),stroke:\(Palette.border(role)),color:\(Palette.text)\(extra)\n"
    }
    return text
  }
}

/// The rules of Mermaid's flowcharts (mermaid.js.org/syntax/flowchart.html): identifiers of letters and digits, labels
/// with characters by their numbers, `#35;`.
private enum Mermaid {
  /// An identifier that different texts do not share: what is no ASCII letter or digit is written as its number. It never
  /// is one of Mermaid's own words, such as `end`.
  static func identifier(_ id: String) -> String {
    var text = "n_"
    for scalar in id.unicodeScalars {
      let isPlain = scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      text += isPlain ? String(scalar) : "_\(String(scalar.value, radix: 16))_"
    }
    return text
  }

  /// A label, line by line. All that could be markup, Markdown or Mermaid is written by its number.
  static func label(_ lines: [String]) -> String {
    lines.map { line in
      var text = ""
      for scalar in TextMetrics.shortened(line, to: 300).unicodeScalars {
        let scalar = Markup.visible(scalar)
        let isPlain =
          !scalar.isASCII || scalar.properties.isAlphabetic || " 0123456789,()".unicodeScalars.contains(scalar)
        text += isPlain ? String(scalar) : "#\(scalar.value);"
      }
      return text
    }.joined(separator: "<br/>")
  }
}
