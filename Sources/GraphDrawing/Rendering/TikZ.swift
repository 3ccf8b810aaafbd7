extension DirectedGraph {
  /// The graph as a `tikzpicture` for LaTeX documents, laid out as ``svg()`` is.
  ///
  /// The document needs `\usepackage{tikz}`, and LuaLaTeX or XeLaTeX where labels hold more than ASCII. Labels may hold
  /// any text; it is shown as it is. Equal graphs give equal bytes.
  ///
  /// - Throws: ``GraphError/cycle(_:)`` when the graph has a cycle.
  public func tikz() throws(GraphError) -> String {
    let layout = try LayeredLayout(self)
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
    for line in layout.lines { text += TikZ.line(line) }
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

  /// A line: straight down at each stop, and between stops a curve that leaves and arrives vertically.
  static func line(_ line: LayeredLayout.Line) -> String {
    guard let first = line.stops.first else { return "" }
    var text = "  \\draw[line\(line.hasArrow ? ", -latex" : "")] \(point(first.x, first.top))"
    var (x, y) = (first.x, first.top)
    func goDown(to bottom: Double) {
      guard bottom - y >= 0.05 else { return }
      text += " -- \(point(x, bottom))"
      y = bottom
    }
    goDown(to: first.bottom)
    for stop in line.stops.dropFirst() {
      if abs(stop.x - x) >= 0.05 {
        let middle = (y + stop.top) / 2
        text += " .. controls \(point(x, middle)) and \(point(stop.x, middle)) .. \(point(stop.x, stop.top))"
        (x, y) = (stop.x, stop.top)
      }
      goDown(to: stop.bottom)
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
