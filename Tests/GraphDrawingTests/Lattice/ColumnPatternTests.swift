import Testing

@testable import GraphDrawing

@Suite struct ColumnPatternTests {
  @Test func `Nodes of a row stand side by side, and the pattern knows the first and the last`() {
    let metrics = DrawingMetrics()
    var pattern = ColumnPattern(
      rows: [0, 0, 1], rowCount: 2, edges: [(source: 0, target: 2), (source: 1, target: 2)], labels: [nil, nil])
    let contents = ["a", "b", "c"].map { NodeContent(.init(id: $0), metrics) }
    pattern.makeRoom(for: contents, labels: [nil, nil], metrics)
    pattern.arrange(metrics)
    #expect(pattern.isFirst == [true, false, true] && pattern.isLast == [false, true, true])
    #expect(pattern.x[1] - pattern.x[0] >= contents[0].size.width + metrics.nodeGap)
    #expect(pattern.width == pattern.x[1] + contents[1].size.width / 2)
    #expect(pattern.ways(rowCount: 2)[0] > 0 && pattern.ways(rowCount: 2)[1] == 0)
  }
}
