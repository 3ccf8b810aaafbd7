import Testing

@testable import GraphDrawing

@Suite struct DOTTests {
  /// The quoted strings of a DOT text, as a reader of the language cuts them and adds up sums of strings; nil if a
  /// string does not end.
  private func strings(_ text: String) -> [String]? {
    var found: [String] = []
    var current: String?
    var isEscaped = false
    for scalar in text.replacing("\" + \"", with: "").unicodeScalars {
      if var string = current {
        if scalar == "\"" && !isEscaped {
          found.append(string)
          current = nil
        } else {
          string.unicodeScalars.append(scalar)
          current = string
        }
        isEscaped = scalar == "\\" && !isEscaped
      } else if scalar == "\"" {
        current = ""
        isEscaped = false
      }
    }
    return current == nil ? found : nil
  }

  @Test func `A graph is written node by node and edge by edge`() throws {
    let graph = try DirectedGraph(
      title: "One step",
      nodes: [
        .init(id: "U", lines: ["U", "(2, 2)"], role: .leaf, rank: .first), .init(id: "L", role: .output, rank: .last),
      ],
      edges: [.init(from: "U", to: "L"), .init(from: "U", to: "L", label: "2")])
    #expect(
      graph.dot() == """
        digraph "One step" {
          graph [rankdir=TB, tooltip="One step"];
          node [fontname="Helvetica", fontsize=11, shape=box, margin="0.12,0.06", height=0.3];
          edge [fontname="Helvetica", fontsize=10, color="#757575", arrowsize=0.7];
          "U" [label="U\\n(2, 2)", style="rounded,filled", fillcolor="#c3e0f7", color="#0072b2"];
          "L" [label="L", style="rounded,filled,bold", fillcolor="#bfe3a8", color="#2f7a1f"];
          { rank=min; "U"; }
          { rank=max; "L"; }
          "U" -> "L";
          "U" -> "L" [label="2"];
        }

        """)
  }

  @Test(arguments: hostileTexts) func `Any text ends where it should`(text: String) throws {
    let graph = try DirectedGraph(
      title: text, nodes: [.init(id: text, lines: [text, text]), .init(id: "other" + text)],
      edges: [.init(from: text, to: "other" + text, label: text)])
    let found = try #require(strings(graph.dot()))
    let plain = try DirectedGraph(
      title: "t", nodes: [.init(id: "a", lines: ["a", "b"]), .init(id: "b")],
      edges: [.init(from: "a", to: "b", label: "l")])
    #expect(found.count == strings(plain.dot())?.count)
    #expect(graph.dot().split(separator: "\n", omittingEmptySubsequences: false).count == 9)
  }

  @Test func `Different identifiers stay different`() throws {
    let ids = Set(hostileTexts.map(\.unicodeScalars).map(Array.init)).map { String(String.UnicodeScalarView($0)) }
    let graph = try DirectedGraph(nodes: ids.map { .init(id: $0, lines: []) }, edges: [])
    let lines = graph.dot().split(separator: "\n").filter { $0.contains(" [label=\"\"") }
    #expect(Set(lines).count == ids.count)
  }

  @Test func `Strings stay within what Graphviz reads at once`() throws {
    let long = String(repeating: "\u{10FFFF}", count: 50_000)
    let text = try DirectedGraph(title: long, nodes: [.init(id: long)], edges: []).dot()
    #expect(text.split(separator: "\"").allSatisfy { $0.utf8.count < 16_000 })
    #expect(strings(text)?.contains(long) == true)
  }

  @Test func `References of HTML are shown as they are`() throws {
    let text = try DirectedGraph(nodes: [.init(id: "a", lines: ["&lt;"])], edges: []).dot()
    #expect(text.contains("label=\"&amp;lt;\""))
  }

  @Test func `Graphs with cycles, and without nodes`() throws {
    #expect(try DirectedGraph.of("a-b", "b-a").dot().contains("\"b\" -> \"a\";"))
    #expect(try DirectedGraph(nodes: [], edges: []).dot().hasSuffix("arrowsize=0.7];\n}\n"))
  }
}
