import Testing

@testable import GraphDrawing

@Suite struct TikZTests {
  @Test func `One node and one line for each`() throws {
    let graph = try DirectedGraph(
      nodes: [.init(id: "u", lines: ["u", "(2,)"], role: .leaf), .init(id: "y", role: .output)],
      edges: [.init(from: "u", to: "y", label: "50%")])
    let lines = try graph.tikz().split(separator: "\n")
    #expect(lines.first?.hasPrefix("\\begin{tikzpicture}[") ?? false)
    #expect(lines.last == "\\end{tikzpicture}")
    #expect(lines.contains { $0.hasPrefix("  \\node[leaf,") && $0.hasSuffix("{u\\\\(2,)};") })
    #expect(lines.contains { $0.hasPrefix("  \\node[output,") && $0.hasSuffix("{y};") })
    #expect(lines.contains { $0.hasPrefix("  \\draw[line") && $0.contains("-latex") })
    #expect(lines.contains { $0.hasSuffix("{50\\%};") })
    // Boxes cover the beginnings of lines.
    let (lastLine, firstNode) = (
      lines.lastIndex { $0.hasPrefix("  \\draw") }, lines.firstIndex { $0.hasPrefix("  \\node") }
    )
    #expect(try #require(lastLine) < #require(firstNode))
  }

  @Test func `Any text is shown as it is`() throws {
    let graph = try DirectedGraph(nodes: [.init(id: "\\input{x}$^~#_&<>|日本\u{1}")], edges: [])
    #expect(
      try graph.tikz().contains(
        "{\\textbackslash{}input\\{x\\}\\$\\textasciicircum{}\\textasciitilde{}\\#\\_\\&\\textless{}\\textgreater{}"
          + "\\textbar{}日本␁}"))
  }

  @Test func `A cycle has no layout`() throws {
    let graph = try DirectedGraph(
      nodes: [.init(id: "a"), .init(id: "b")], edges: [.init(from: "a", to: "b"), .init(from: "b", to: "a")])
    #expect(throws: GraphError.self) { try graph.tikz() }
  }
}
