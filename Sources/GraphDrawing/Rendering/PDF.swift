extension DirectedGraph {
  /// The graph as a PDF document of one page, drawn as ``svg(engine:)`` draws it. Nothing but this library is needed.
  ///
  /// Text stands in it as text, in Helvetica and Symbol, which every reader of PDF has (ISO 32000-1, section 9.6.2.2). A
  /// character that is in neither is shown by its number, as `⟨U+91CD⟩`, and copied and searched as what it is. Equal graphs
  /// give equal bytes.
  ///
  /// - Throws: As ``svg(engine:)``.
  /// - Complexity: Near linear in nodes and edges.
  public func pdf(engine: LayoutEngine = .automatic) throws(GraphError) -> [UInt8] {
    PDFWriter(self, try layout(engine), DrawingMetrics()).document.bytes
  }
}

/// Writes a laid-out graph as PDF.
private struct PDFWriter {
  private(set) var document = UTF8Text()
  private var page = UTF8Text()
  /// Where each object begins in the document.
  private var offsets: [Int] = []
  private let metrics: DrawingMetrics

  init(_ graph: DirectedGraph, _ layout: GraphLayout, _ metrics: DrawingMetrics) {
    self.metrics = metrics
    page.reserveCapacity(1000 + 500 * graph.nodes.count + 120 * graph.edges.count)
    writePage(graph, layout)
    // A page is at most 14,400 units wide and high; beyond that, the unit grows (ISO 32000-1, annex C.2).
    let longest = 0.75 * max(layout.size.width, layout.size.height)
    let unit = max(1, (longest / 14_400).rounded(.up))
    document += "%PDF-1.6\n"
    writeObject("<< /Type /Catalog /Pages 2 0 R /ViewerPreferences << /DisplayDocTitle true >> >>")
    writeObject("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    let (width, height) = (0.75 * layout.size.width / unit, 0.75 * layout.size.height / unit)
    let box = "0 0 \(DecimalText.written(width)) \(DecimalText.written(height))"
    writeObject(
      "<< /Type /Page /Parent 2 0 R /MediaBox [\(box)]\(unit == 1 ? "" : " /UserUnit \(Int(unit))") "
        + "/Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R /F3 7 0 R >> >> >>")
    let head = unit == 1 ? "" : "\(1 / unit) 0 0 \(1 / unit) 0 0 cm\n"
    writeObject("<< /Length \(head.utf8.count + page.bytes.count) >>\nstream\n" + head + page.string + "\nendstream")
    for (name, encoding) in [("Helvetica", true), ("Helvetica-Bold", true), ("Symbol", false)] {
      writeObject(
        "<< /Type /Font /Subtype /Type1 /BaseFont /\(name)\(encoding ? " /Encoding /WinAnsiEncoding" : "") >>")
    }
    writeObject("<< /Title \(PDFText.utf16(graph.title)) /Subject \(PDFText.utf16(graph.spokenSummary)) >>")
    writeTrailer()
  }

  private mutating func writeObject(_ content: String) {
    offsets.append(document.bytes.count)
    document += "\(offsets.count) 0 obj\n\(content)\nendobj\n"
  }

  private mutating func writeTrailer() {
    let start = document.bytes.count
    document += "xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = "\(offset)"
      document += String(repeating: "0", count: max(0, 10 - digits.count)) + digits + " 00000 n \n"
    }
    document += "trailer\n<< /Size \(offsets.count + 1) /Root 1 0 R /Info \(offsets.count) 0 R >>\n"
    document += "startxref\n\(start)\n%%EOF\n"
  }

  private mutating func writePage(_ graph: DirectedGraph, _ layout: GraphLayout) {
    // Pixels from the top left, as everywhere else.
    page += "0.75 0 0 -0.75 0 \(DecimalText.written(0.75 * layout.size.height)) cm\n1.3 w\n"
    page += PDFText.colour(Palette.line, "RG") + PDFText.colour(Palette.line, "rg")
    for stroke in layout.strokes {
      write(stroke.path)
      page += "S\n"
    }
    for case let head? in layout.strokes.lazy.map(\.head) { write(head) }
    for label in layout.labels {
      write(label.text, x: label.x, y: label.y + 0.35 * metrics.textSize, size: metrics.textSize, isBold: false)
    }
    for (node, box) in zip(graph.nodes, layout.boxes) { write(node, box) }
  }

  private mutating func write(_ path: LinePath) {
    write(path.start, "m\n")
    for piece in path.pieces {
      switch piece {
      case .line(let end): write(end, "l\n")
      case .curve(let first, let second, let end):
        write(first, "")
        write(second, "")
        write(end, "c\n")
      }
    }
  }

  private mutating func write(_ point: Point, _ command: String) {
    page.append(point.x)
    page += " "
    page.append(point.y)
    page += " "
    page += command
  }

  private mutating func write(_ head: GraphLayout.Head) {
    let (half, length, tip) = (metrics.arrow.width / 2, metrics.arrow.length, head.tip)
    write(tip, "m\n")
    switch head.direction {
    case .down:
      write(Point(x: tip.x - half, y: tip.y - length), "l\n")
      write(Point(x: tip.x + half, y: tip.y - length), "l\nf\n")
    case .right:
      write(Point(x: tip.x - length, y: tip.y - half), "l\n")
      write(Point(x: tip.x - length, y: tip.y + half), "l\nf\n")
    }
  }

  private mutating func write(_ node: DirectedGraph.Node, _ box: GraphLayout.Box) {
    page += PDFText.colour(Palette.fill(node.role), "rg") + PDFText.colour(Palette.border(node.role), "RG")
    page += node.role == .output ? "2.4 w " : "1.2 w "
    page += node.role == .constant ? "[4 3] 0 d\n" : "[] 0 d\n"
    let corners = [
      Point(x: box.x, y: box.top), Point(x: box.right, y: box.top), Point(x: box.right, y: box.bottom),
      Point(x: box.left, y: box.bottom), Point(x: box.left, y: box.top), Point(x: box.x, y: box.top),
    ]
    write(LinePath(roundedAt: corners, radius: box.cornerRadius))
    page += "b\n" + PDFText.colour(Palette.text, "rg")
    var y = box.top + metrics.padding.y
    for (position, line) in box.lines.enumerated() {
      let size = position == 0 ? metrics.headlineSize : metrics.textSize
      y += size * metrics.lineHeight
      write(line, x: box.x, y: y - 0.3 * size, size: size, isBold: position == 0 && node.role != .operation)
    }
  }

  /// Writes a line of text, centred at `x`.
  private mutating func write(_ line: String, x: Double, y: Double, size: Double, isBold: Bool) {
    guard !line.isEmpty else { return }
    let text = PDFText(line, size: size, isBold: isBold)
    page += "BT 1 0 0 -1 "
    write(Point(x: x - text.width / 2, y: y), "Tm ")
    page += text.operators
    page += "ET\n"
  }
}
