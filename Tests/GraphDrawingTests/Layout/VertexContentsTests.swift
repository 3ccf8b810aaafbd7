import Testing

@testable import GraphDrawing

@Suite struct VertexContentsTests {
  @Test func `Boxes hold their text, long lines are shortened, and bends take no room`() throws {
    let metrics = DrawingMetrics()
    let graph = try DirectedGraph(
      nodes: [
        .init(id: "a", lines: [String(repeating: "w", count: 500), "x"], role: .leaf), .init(id: "b"), .init(id: "c"),
      ],
      edges: [.init(from: "a", to: "b"), .init(from: "b", to: "c", label: "label"), .init(from: "a", to: "c")])
    let layered = LayeredGraph(graph, try Layering(graph))
    let contents = VertexContents(graph, layered, metrics)
    #expect(contents.lines[0][0].count == metrics.longestLine)
    let width = TextMetrics.width(of: contents.lines[0][0], size: metrics.headlineSize, bold: true)
    #expect(contents.sizes[0].width >= width + 2 * metrics.padding.x)
    #expect(contents.sizes[1].width == metrics.leastWidth)
    #expect(contents.cornerRadii[0] > contents.cornerRadii[1])
    for (vertex, kind) in layered.kinds.enumerated() {
      switch kind {
      case .label: #expect(contents.lines[vertex] == ["label"] && contents.sizes[vertex].width > 20)
      case .bend: #expect(contents.sizes[vertex] == Size(width: 0, height: 0))
      case .node, .lane: break
      }
    }
  }
}
