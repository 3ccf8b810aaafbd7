import Testing

@testable import GraphDrawing

@Suite struct RowBandsTests {
  @Test func `Rows are as high as their highest box, and further apart where lines go far sideways`() throws {
    let metrics = DrawingMetrics()
    let graph = try DirectedGraph(
      nodes: [.init(id: "a"), .init(id: "b", lines: ["b", "2", "3"]), .init(id: "c")],
      edges: [.init(from: "a", to: "b"), .init(from: "b", to: "c")])
    let layered = LayeredGraph(graph, try Layering(graph))
    let contents = VertexContents(graph, layered, metrics)
    let near = RowBands(layered, contents, x: [0, 0, 0], metrics)
    #expect(near.tops[0] == metrics.margin)
    for row in 0..<3 { #expect(abs(near.bottoms[row] - near.tops[row] - contents.sizes[row].height) < 1e-9) }
    #expect(near.tops[1] - near.bottoms[0] == metrics.rowGap.least)
    #expect(near.bottom == near.bottoms[2])
    let far = RowBands(layered, contents, x: [0, 10000, 9700], metrics)
    #expect(far.tops[1] - far.bottoms[0] == metrics.rowGap.greatest)
    #expect(far.tops[2] - far.bottoms[1] > metrics.rowGap.least)
    #expect(far.middle(0) == (far.tops[0] + far.bottoms[0]) / 2)
  }
}
