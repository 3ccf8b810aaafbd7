import Testing

@testable import GraphDrawing

@Suite struct TextMetricsTests {
  @Test func `Widths are those of Helvetica`() {
    #expect(abs(TextMetrics.width(of: "W", size: 10) - 9.44) < 1e-9)
    #expect(abs(TextMetrics.width(of: "matmul (2, 2)", size: 1000) - 5890) < 1e-6)
    #expect(abs(TextMetrics.width(of: "h1", size: 1000, bold: true) - 1167) < 1e-6)
    #expect(TextMetrics.width(of: "", size: 10) == 0)
  }

  @Test func `Marks add nothing, ideographs and emoji are wide`() {
    #expect(TextMetrics.width(of: "y\u{302}", size: 10) == TextMetrics.width(of: "y", size: 10))
    #expect(TextMetrics.width(of: "重", size: 10) == 10)
    #expect(TextMetrics.width(of: "🙂", size: 10) > 10)
    #expect(TextMetrics.width(of: "₁", size: 10) < TextMetrics.width(of: "ŷ", size: 10))
  }

  @Test func `Long text keeps its beginning and its end`() {
    #expect(TextMetrics.shortened("abc", to: 3) == "abc")
    #expect(TextMetrics.shortened("0123456789", to: 8) == "01234…89")
    let long = TextMetrics.shortened(String(repeating: "x", count: 1_000_000) + "end", to: 48)
    #expect(long.unicodeScalars.count == 48)
    #expect(long.hasSuffix("xend"))
  }
}
