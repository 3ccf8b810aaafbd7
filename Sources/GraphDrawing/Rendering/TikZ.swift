extension DirectedGraph {
  /// The graph as a `tikzpicture` for LaTeX documents, laid out as ``svg(engine:)`` is.
  ///
  /// The document needs `\usepackage{tikz}`, and LuaLaTeX or XeLaTeX where labels hold more than ASCII. Labels may hold
  /// any text; it is shown as it is. Equal graphs give equal bytes.
  ///
  /// - Throws: As ``svg(engine:)``.
  public func tikz(engine: LayoutEngine = .automatic) throws(GraphError) -> String {
    let layout = try layout(engine)
    var text = "\\begin{tikzpicture}[x=0.75pt, y=-0.75pt, font=\\sffamily\\scriptsize,\n"
    for role in Role.allCases {
      let extra =
        switch role {
        case .operation: ""
        case .constant: ", rounded corners=2pt, dashed"
        case .output: ", rounded corners=2pt, very thick"
        case .leaf, .intermediate: ", rounded corners=2pt"
        }
      text +=
        "  \(role)/.style={draw={\(TikZ.colour(Palette.border(role)))}, fill={\(TikZ.colour(Palette.fill(role)))}, "
      text += "align=center, inner sep=0pt\(extra)},\n"
    }
    text += "  line/.style={draw={\(TikZ.colour(Palette.line))}, semithick}]\n"
    for (node, box) in zip(nodes, layout.boxes) {
      text += "  \\node[\(node.role), minimum width=\(TikZ.points(box.size.width)), "
      text += "minimum height=\(TikZ.points(box.size.height))] at \(TikZ.point(box.x, box.y)) "
      text += "{\(box.lines.map(TikZ.label).joined(separator: "\\\\"))};\n"
    }
    for stroke in layout.strokes { text += TikZ.line(stroke) }
    for label in layout.labels { text += "  \\node at \(TikZ.point(label.x, label.y)) {\(TikZ.label(label.text))};\n" }
    return text + "\\end{tikzpicture}\n"
  }
}

/// Pieces of TikZ.
private enum TikZ {
  /// `#c3e0f7` as a colour that needs no definition.
  static func colour(_ hexadecimal: String) -> String {
    let number = Int(hexadecimal.dropFirst(), radix: 16) ?? 0
    return "rgb,255:red,\(number >> 16); green,\(number >> 8 & 255); blue,\(number & 255)"
  }

  static func point(_ x: Double, _ y: Double) -> String { "(\(DecimalText.written(x)),\(DecimalText.written(y)))" }

  /// A length, from pixels.
  static func points(_ pixels: Double) -> String { DecimalText.written(0.75 * pixels) + "pt" }

  /// A line, up to the tip of its arrow.
  static func line(_ stroke: GraphLayout.Stroke) -> String {
    var text =
      "  \\draw[line\(stroke.head == nil ? "" : ", -latex")] \(point(stroke.path.start.x, stroke.path.start.y))"
    var last = stroke.path.start
    for (index, piece) in stroke.path.pieces.enumerated() {
      switch piece {
      case .line(let end):
        let end = index == stroke.path.pieces.count - 1 ? stroke.head?.tip ?? end : end
        guard abs(end.x - last.x) + abs(end.y - last.y) >= 0.05 else { continue }
        text += " -- \(point(end.x, end.y))"
      case .curve(let first, let second, let end):
        text += " .. controls \(point(first.x, first.y)) and \(point(second.x, second.y)) .. \(point(end.x, end.y))"
      }
      last = piece.end
    }
    return text + ";\n"
  }

  /// Text as LaTeX shows it.
  static func label(_ line: String) -> String {
    var text = ""
    for scalar in line.unicodeScalars {
      switch scalar {
      case "\\": text += "\\textbackslash{}"
      case "^": text += "\\textasciicircum{}"
      case "~": text += "\\textasciitilde{}"
      case "<": text += "\\textless{}"
      case ">": text += "\\textgreater{}"
      case "|": text += "\\textbar{}"
      case "{", "}", "$", "&", "#", "_", "%": text += "\\\(scalar)"
      default: text.unicodeScalars.append(Markup.visible(scalar))
      }
    }
    return text
  }
}
