extension DirectedGraph {
  /// The graph drawn as a self-contained SVG document: over time where its nodes have a place there, else in rows from
  /// top to bottom.
  ///
  /// Lines are smooth, arrows point from operand to result. All text is shown as it is, markup included; nothing in
  /// it is ever run. Screen readers find a title, a description, and one symbol for each node that tells its role and
  /// where its arrows go. Equal graphs give equal bytes. The cost is near linear in nodes and edges.
  ///
  /// - Parameter marks: What is pointed out on the arrows.
  /// - Throws: ``GraphError/cycle(_:)`` when the graph has a cycle; for a time lattice also
  ///   ``GraphError/noTimeSteps`` and ``GraphError/backwardInTime(_:from:to:)``.
  public func svg(engine: LayoutEngine = .automatic, marks: [EdgeMark] = []) throws(GraphError) -> String {
    SVGWriter(self, try layout(engine), DrawingMetrics(), marks: marks).text.string
  }
}

/// Writes a laid-out graph as SVG.
struct SVGWriter {
  private(set) var text = UTF8Text()
  private let metrics: DrawingMetrics

  init(_ graph: DirectedGraph, _ layout: GraphLayout, _ metrics: DrawingMetrics, marks: [EdgeMark] = []) {
    self.metrics = metrics
    text.reserveCapacity(2000 + 400 * graph.nodes.count + 120 * graph.edges.count)
    writeHead(graph, layout)
    writeMarks(marks, layout)
    writeEdges(layout)
    writeNodes(graph, layout)
    text += "</svg>\n"
  }

  private mutating func writeHead(_ graph: DirectedGraph, _ layout: GraphLayout) {
    let (width, height) = (DecimalText.written(layout.size.width), DecimalText.written(layout.size.height))
    // A drawing of many steps would shrink beyond reading: it is scrolled instead.
    let fitting = layout.size.width <= 2400 ? "max-width:100%;" : ""
    text += """
      <svg xmlns="http://www.w3.org/2000/svg" class="unroll-graph" role="graphics-document document" \
      width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" xml:space="preserve" \
      style="\(fitting)height:auto">
      <title>\(Markup.escaped(graph.title))</title>
      <desc>\(Markup.escaped(graph.spokenSummary))</desc>
      <style>
      .unroll-graph{font-family:Helvetica,Arial,"Liberation Sans","Nimbus Sans",sans-serif;\
      font-size:\(DecimalText.written(metrics.textSize))px;text-anchor:middle}
      .unroll-graph .lines{fill:none;stroke:\(Palette.line);stroke-width:1.3}
      .unroll-graph .heads,.unroll-graph .labels{fill:\(Palette.line)}
      .unroll-graph .nodes{fill:\(Palette.text);stroke-width:1.2}
      .unroll-graph .headline{font-size:\(DecimalText.written(metrics.headlineSize))px;font-weight:bold}
      .unroll-graph .operation .headline{font-weight:normal}

      """
    for role in Role.allCases {
      let extra =
        switch role {
        case .constant: ";stroke-dasharray:4 3"
        case .output: ";stroke-width:2.4"
        default: ""
        }
      text += ".unroll-graph .\(role) rect{fill:\(Palette.fill(role));stroke:\(Palette.border(role))\(extra)}\n"
    }
    text += "</style>\n"
  }

  private typealias Role = DirectedGraph.Role

  /// Broad bands below the arrows, each along the whole way of its arrow.
  private mutating func writeMarks(_ marks: [EdgeMark], _ layout: GraphLayout) {
    for mark in marks {
      text += "<g class=\"mark \(mark.kind)\" fill=\"none\" stroke=\"\(mark.kind.colour)\" stroke-width=\"7\" "
      text += "stroke-opacity=\"0.75\" stroke-linecap=\"round\""
      if let dashes = mark.kind.dashes { text += " stroke-dasharray=\"\(dashes)\"" }
      text += "><title>"
      text += Markup.escaped(mark.title)
      text += "</title>\n"
      for edge in mark.edges {
        text += "<path d=\""
        layout.path(ofEdge: edge).writeSVG(to: &text)
        text += "\"/>\n"
      }
      text += "</g>\n"
    }
  }

  private mutating func writeEdges(_ layout: GraphLayout) {
    text += "<g class=\"lines\">\n"
    for stroke in layout.strokes {
      text += "<path d=\""
      stroke.path.writeSVG(to: &text)
      text += "\"/>\n"
    }
    text += "</g>\n<path class=\"heads\" d=\""
    for case let head? in layout.strokes.lazy.map(\.head) { write(head) }
    text += "\"/>\n<g class=\"labels\">\n"
    for label in layout.labels {
      writeText(label.text, x: label.x, y: label.y + 0.35 * metrics.textSize, isHeadline: false)
      text += "\n"
    }
    text += "</g>\n"
  }

  private mutating func write(_ head: GraphLayout.Head) {
    let (width, length) = (metrics.arrow.width, metrics.arrow.length)
    LinePath.write("M", head.tip, to: &text)
    switch head.direction {
    case .down:
      LinePath.write("l", Point(x: -width / 2, y: -length), to: &text)
      text += "h"
    case .right:
      LinePath.write("l", Point(x: -length, y: -width / 2), to: &text)
      text += "v"
    }
    text.append(width)
    text += "z"
  }

  private mutating func writeNodes(_ graph: DirectedGraph, _ layout: GraphLayout) {
    let outgoing = Adjacency(count: graph.nodes.count, owners: graph.sources, neighbours: graph.targets)
    text += "<g class=\"nodes\">\n"
    for (index, box) in layout.boxes.enumerated() {
      let node = graph.nodes[index]
      text += "<g class=\""
      text += node.role.rawValue
      text += "\" data-id=\""
      text += Markup.escaped(node.id)
      text += "\" role=\"graphics-symbol\"><title>"
      text += Markup.escaped(graph.spokenText(of: index, targets: outgoing[index].map(\.vertex)))
      text += "</title><rect"
      writeAttribute("x", box.left)
      writeAttribute("y", box.top)
      writeAttribute("width", box.size.width)
      writeAttribute("height", box.size.height)
      writeAttribute("rx", box.cornerRadius)
      text += "/>"
      var y = box.top + metrics.padding.y
      for (position, line) in box.lines.enumerated() {
        let size = position == 0 ? metrics.headlineSize : metrics.textSize
        y += size * metrics.lineHeight
        writeText(line, x: box.x, y: y - 0.3 * size, isHeadline: position == 0)
      }
      text += "</g>\n"
    }
    text += "</g>\n"
  }

  private mutating func writeText(_ line: String, x: Double, y: Double, isHeadline: Bool) {
    text += isHeadline ? "<text class=\"headline\"" : "<text"
    writeAttribute("x", x)
    writeAttribute("y", y)
    text += ">"
    text += Markup.escaped(line)
    text += "</text>"
  }

  private mutating func writeAttribute(_ name: String, _ value: Double) {
    text += " "
    text += name
    text += "=\""
    text.append(value)
    text += "\""
  }
}

extension LinePath {
  /// The line as the value of SVG's attribute `d`.
  package var svg: String {
    var text = UTF8Text()
    writeSVG(to: &text)
    return text.string
  }

  fileprivate func writeSVG(to text: inout UTF8Text) {
    Self.write("M", start, to: &text)
    var last = start
    for piece in pieces {
      switch piece {
      // Less would not be written.
      case .line(let end) where abs(end.x - last.x) < 0.05:
        text += "V"
        text.append(end.y)
      case .line(let end) where abs(end.y - last.y) < 0.05:
        text += "H"
        text.append(end.x)
      case .line(let end):
        Self.write("L", end, to: &text)
      case .curve(let first, let second, let end):
        Self.write("C", first, to: &text)
        Self.write(" ", second, to: &text)
        Self.write(" ", end, to: &text)
      }
      last = piece.end
    }
  }

  fileprivate static func write(_ command: String, _ point: Point, to text: inout UTF8Text) {
    text += command
    text.append(point.x)
    text += ","
    text.append(point.y)
  }
}
