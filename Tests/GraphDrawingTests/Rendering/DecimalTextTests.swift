import Testing

@testable import GraphDrawing

@Suite struct DecimalTextTests {
  @Test(arguments: [
    (0, "0"), (-0.0, "0"), (1, "1"), (12.34, "12.3"), (12.35, "12.4"), (-0.04, "0"), (-0.06, "-0.1"), (-7.5, "-7.5"),
    (2_400_000.95, "2400001"), (99.96, "100"),
  ]) func `Numbers are rounded to tenths`(value: Double, text: String) {
    #expect(DecimalText.written(value) == text)
  }
}
