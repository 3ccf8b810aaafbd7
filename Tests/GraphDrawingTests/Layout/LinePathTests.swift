import Testing

@testable import GraphDrawing

@Suite struct LinePathTests {
  private func points(_ places: (Double, Double)...) -> [Point] { places.map { Point(x: $0.0, y: $0.1) } }

  @Test func `A line runs straight down at its stops and swings between them`() {
    let path = LinePath(
      through: [.init(x: 0, top: 0, bottom: 10), .init(x: 20, top: 30, bottom: 50)], shortening: 4)
    #expect(path.svg == "M0,0V10C0,20 20,20 20,30V46")
  }

  @Test func `Corners are rounded, as far as there is room`() {
    let wide = LinePath(roundedAt: points((0, 0), (100, 0), (100, 50)), radius: 6, shortening: 4)
    #expect(wide.svg == "M0,0H94C97.3,0 100,2.7 100,6V46")
    let narrow = LinePath(roundedAt: points((0, 0), (4, 0), (4, 4), (8, 4)), radius: 6)
    #expect(narrow.pieces.map(\.end) == points((2, 0), (4, 2), (4, 2), (6, 4), (8, 4)))
  }

  @Test func `What lies on one line is one piece, and what lies on one point none`() {
    let path = LinePath(roundedAt: points((0, 0), (0, 0), (5, 0), (5, 0), (9, 0)), radius: 6)
    #expect(path.svg == "M0,0H9")
    #expect(LinePath(roundedAt: points((1, 2)), radius: 6).pieces.isEmpty)
    #expect(LinePath(roundedAt: [], radius: 6).end == Point(x: 0, y: 0))
  }
}
