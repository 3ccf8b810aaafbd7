import Testing

@testable import GraphDrawing

@Suite struct PDFTests {
  /// Checks the table of objects, and gives the content of the page.
  private func page(of bytes: [UInt8]) throws -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("%PDF-1.6\n") && text.hasSuffix("%%EOF\n"))
    #expect(bytes.allSatisfy { $0 < 0x80 })
    let table = try #require(
      text.split(separator: "startxref\n").last?.split(separator: "\n").first.flatMap { Int($0) })
    let rows = String(decoding: bytes[table...], as: UTF8.self).split(separator: "\n")
    #expect(rows[0] == "xref")
    for (number, row) in rows.dropFirst(3).prefix(while: { $0.hasSuffix(" n ") }).enumerated() {
      let offset = try #require(Int(row.prefix(10)))
      #expect(String(decoding: bytes[offset...].prefix(20), as: UTF8.self).hasPrefix("\(number + 1) 0 obj\n"))
    }
    let length = try #require(text.split(separator: "/Length ").dropFirst().first?.split(separator: " ").first)
    let stream = try #require(text.split(separator: "stream\n").dropFirst().first)
    #expect(stream.utf8.count - "\nend".utf8.count == Int(length))
    return String(stream)
  }

  @Test(arguments: 0..<50 as Range<UInt64>) func `Every object is where the table says`(seed: UInt64) throws {
    let graph = try DirectedGraph.randomLattice(seed: seed)
    let page = try page(of: graph.pdf())
    let layout = try graph.layout()
    let lines = page.split(separator: "\n")
    #expect(lines.count { $0 == "S" } == layout.strokes.count)
    #expect(lines.count { $0 == "b" } == graph.nodes.count)
    #expect(lines.count { $0.hasPrefix("BT ") } == layout.labels.count + layout.boxes.reduce(0) { $0 + $1.lines.count })
  }

  @Test(arguments: hostileTexts) func `Any text is shown as text`(text: String) throws {
    let graph = try DirectedGraph(
      title: text, nodes: [.init(id: text, lines: [text]), .init(id: "b")],
      edges: [.init(from: text, to: "b", label: text)])
    let page = try page(of: graph.pdf())
    // Between the operators there are numbers, names and strings of hexadecimal digits, and nothing that came from outside.
    #expect(page.unicodeScalars.allSatisfy { $0.isASCII })
    #expect(!page.contains("(") && !page.contains("script"))
  }

  @Test func `Equal graphs give equal bytes, and a cycle is refused`() throws {
    #expect(try DirectedGraph.unrolled(steps: 3).pdf() == DirectedGraph.unrolled(steps: 3).pdf())
    #expect(throws: GraphError.cycle(["b", "a"])) { try DirectedGraph.of("a-b", "b-a").pdf() }
  }

  @Test func `A page that is too long for PDF has a larger unit`() throws {
    let bytes = try DirectedGraph.unrolled(steps: 500).pdf()
    _ = try page(of: bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    let unit = try #require(text.split(separator: "/UserUnit ").dropFirst().first?.split(separator: " ").first)
    let box = try #require(text.split(separator: "/MediaBox [").dropFirst().first?.split(separator: "]").first)
    let width = try #require(box.split(separator: " ").dropFirst(2).first.flatMap { Double($0) })
    #expect(width <= 14_400)
    let whole = try DirectedGraph.unrolled(steps: 500).layout().size.width * 0.75
    #expect(abs(width * (try #require(Double(unit))) - whole) < 1)
  }
}
