extension DirectedGraph {
  /// The graph drawn in rows from top to bottom, as a self-contained SVG document.
  ///
  /// Lines are smooth, arrows point from operand to result. All text is shown as it is, markup included; nothing in
  /// it is ever run. Screen readers find a title, a description, and one symbol for each node that tells its role and
  /// where its arrows go. Equal graphs give equal bytes. The cost is near linear in nodes and edges.
  ///
  /// - Throws: ``GraphError/cycle(_:)`` when the graph has a cycle.
  public func svg() throws(GraphError) -> String {
    SVGWriter(self, try LayeredLayout(self), DrawingMetrics()).text
  }
}

/// Writes a laid-out graph as SVG.
struct SVGWriter {
  private(set) var text = ""
  private let metrics: DrawingMetrics

  init(_ graph: DirectedGraph, _ layout: LayeredLayout, _ metrics: DrawingMetrics) {
    self.metrics = metrics
    text.reserveCapacity(2000 + 400 * graph.nodes.count + 120 * graph.edges.count)
    writeHead(graph, layout)
    writeEdges(layout)
    writeNodes(graph, layout)
    text += "</svg>\n"
  }

  private mutating func writeHead(_ graph: DirectedGraph, _ layout: LayeredLayout) {
    let (width, height) = (DecimalText.written(layout.size.width), DecimalText.written(layout.size.height))
    text += """
      <svg xmlns="http://www.w3.org/2000/svg" class="unroll-graph" role="graphics-document document" \
      width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" xml:space="preserve" \
      style="max-width:100%;height:auto">
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

  private mutating func writeEdges(_ layout: LayeredLayout) {
    text += "<g class=\"lines\">\n"
    for line in layout.lines { write(line) }
    text += "</g>\n<path class=\"heads\" d=\""
    for line in layout.lines where line.hasArrow {
      guard let tip = line.stops.last else { continue }
      writeMove("M", tip.x, tip.bottom)
      writeMove("l", -metrics.arrow.width / 2, -metrics.arrow.length)
      text += "h"
      DecimalText.write(metrics.arrow.width, to: &text)
      text += "z"
    }
    text += "\"/>\n<g class=\"labels\">\n"
    for label in layout.labels {
      writeText(label.text, x: label.x, y: label.y + 0.35 * metrics.textSize, isHeadline: false)
      text += "\n"
    }
    text += "</g>\n"
  }

  /// A line: straight down at each stop, and between stops a cubic curve that leaves and arrives vertically.
  private mutating func write(_ line: LayeredLayout.Line) {
    guard let first = line.stops.first else { return }
    text += "<path d=\""
    writeMove("M", first.x, first.top)
    var (x, y) = (first.x, first.bottom)
    for (index, stop) in line.stops.enumerated().dropFirst() {
      let isTip = line.hasArrow && index == line.stops.count - 1
      let bottom = isTip ? stop.bottom - metrics.arrow.length / 2 : stop.bottom
      if abs(stop.x - x) >= 0.05 {
        writeVertical(y)
        let middle = (y + stop.top) / 2
        writeMove("C", x, middle)
        writeMove(" ", stop.x, middle)
        writeMove(" ", stop.x, stop.top)
      }
      (x, y) = (stop.x, bottom)
    }
    writeVertical(y)
    text += "\"/>\n"
  }

  private mutating func writeNodes(_ graph: DirectedGraph, _ layout: LayeredLayout) {
    let outgoing = Adjacency(count: graph.nodes.count, owners: graph.sources, neighbours: graph.targets)
    text += "<g class=\"nodes\">\n"
    for (index, box) in layout.boxes.enumerated() {
      let node = graph.nodes[index]
      text += "<g class=\"\(node.role)\" data-id=\"\(Markup.escaped(node.id))\" role=\"graphics-symbol\">"
      text += "<title>"
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
    DecimalText.write(value, to: &text)
    text += "\""
  }

  private mutating func writeMove(_ command: String, _ x: Double, _ y: Double) {
    text += command
    DecimalText.write(x, to: &text)
    text += ","
    DecimalText.write(y, to: &text)
  }

  private mutating func writeVertical(_ y: Double) {
    text += "V"
    DecimalText.write(y, to: &text)
  }
}
