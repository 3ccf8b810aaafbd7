import Testing

@testable import GraphDrawing

@Suite struct PDFTextTests {
  @Test func `Letters are Helvetica's, what mathematics needs is Symbol's`() {
    #expect(PDFText("Ab", size: 10, isBold: false).operators == "/F1 10 Tf <4162> Tj ")
    #expect(PDFText("Ab", size: 10, isBold: true).operators == "/F2 10 Tf <4162> Tj ")
    #expect(
      PDFText("∂L/∂θ", size: 11, isBold: false).operators
        == "/F3 11 Tf <b6> Tj /F1 11 Tf <4c2f> Tj /F3 11 Tf <b671> Tj ")
    #expect(PDFText("é…", size: 11, isBold: false).operators == "/F1 11 Tf <e985> Tj ")
  }

  @Test func `What stands below the line is a small letter, and is copied as what it is`() {
    let text = PDFText("hₜ", size: 10, isBold: false).operators
    #expect(text == "/F1 10 Tf <68> Tj /F1 7 Tf -2 Ts /Span << /ActualText <feff209c> >> BDC <74> Tj EMC 0 Ts ")
    #expect(PDFText("ŷ", size: 10, isBold: false).operators.contains("TJ"))
  }

  @Test func `What neither font has is told by its number`() {
    let text = PDFText("重", size: 10, isBold: false).operators
    // ‹U+91CD›
    #expect(text == "/F1 10 Tf /Span << /ActualText <feff91cd> >> BDC <8b552b393143449b> Tj EMC ")
    #expect(PDFText("\u{202E}a", size: 10, isBold: false).operators == "/F1 10 Tf <61> Tj ")
  }

  @Test func `The width is that of the letters`() {
    let width = PDFText("loss 0.25", size: 11, isBold: false).width
    #expect(abs(width - TextMetrics.width(of: "loss 0.25", size: 11)) < 1e-9)
    #expect(PDFText("h₁", size: 10, isBold: false).width < PDFText("h1", size: 10, isBold: false).width)
  }

  @Test func `Colours are parts of one`() {
    #expect(PDFText.colour("#ff8000", "rg") == "1 0.502 0.000 rg\n")
  }
}
