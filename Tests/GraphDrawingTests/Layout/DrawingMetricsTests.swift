import Testing

@testable import GraphDrawing

@Suite struct DrawingMetricsTests {
  @Test func `A box grows with its lines`() {
    let metrics = DrawingMetrics()
    let empty = metrics.box(around: [])
    let one = metrics.box(around: ["matmul"])
    let two = metrics.box(around: ["matmul", "(20, 30, 40, 50)"])
    #expect(empty == Size(width: metrics.leastWidth, height: 2 * metrics.padding.y))
    #expect(one.height == empty.height + metrics.headlineSize * metrics.lineHeight)
    #expect(two.height == one.height + metrics.textSize * metrics.lineHeight)
    #expect(one.width > empty.width && two.width > one.width)
  }
}
