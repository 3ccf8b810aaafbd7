import Testing

@testable import GraphDrawing

@Suite struct MermaidTests {
  @Test func `Nodes, arrows and colours`() throws {
    let graph = try DirectedGraph(
      title: "Sum",
      nodes: [
        .init(id: "u", lines: ["u", "(2,)"], role: .leaf), .init(id: "Add#1", lines: ["Add"]),
        .init(id: "end", role: .output),
      ],
      edges: [
        .init(from: "u", to: "Add#1", label: "1.0"), .init(from: "u", to: "Add#1"), .init(from: "Add#1", to: "end"),
      ])
    let lines = graph.mermaid().split(separator: "\n").map(String.init)
    #expect(
      lines.prefix(8) == [
        "flowchart TD", "  accTitle: Sum", "  n_u(\"u<br/>(2,)\"):::leaf", "  n_Add_23_1[\"Add\"]:::operation",
        "  n_end(\"end\"):::output", "  n_u -->|\"1#46;0\"| n_Add_23_1", "  n_u --> n_Add_23_1",
        "  n_Add_23_1 --> n_end",
      ])
    #expect(lines.dropFirst(8).allSatisfy { $0.hasPrefix("  classDef ") })
    #expect(lines.count == 8 + DirectedGraph.Role.allCases.count)
  }

  @Test func `Any text is shown as it is`() throws {
    let graph = try DirectedGraph(
      title: "a\"b\n; click",
      nodes: [.init(id: "<img src=x onerror=alert(1)>"), .init(id: "`*1. x*`#quot;"), .init(id: "日本")],
      edges: [])
    let text = graph.mermaid()
    #expect(!text.contains("<img") && !text.contains("`") && !text.contains("*"))
    #expect(text.contains("(\"日本\")") || text.contains("[\"日本\"]"))
    #expect(text.contains("accTitle: a#34;b"))
    #expect(text.split(separator: "\n").count == 2 + 3 + DirectedGraph.Role.allCases.count)
  }

  @Test func `Different identifiers stay different`() throws {
    let ids = ["a_b", "a b", "a__b", "a_5f_b", "a", "A", "ä", "1", ""]
    let graph = try DirectedGraph(nodes: ids.map { .init(id: $0) }, edges: [])
    let starts = graph.mermaid().split(separator: "\n").dropFirst(2).prefix(ids.count).compactMap {
      $0.split(separator: "[").first
    }
    #expect(Set(starts).count == ids.count)
  }
}
