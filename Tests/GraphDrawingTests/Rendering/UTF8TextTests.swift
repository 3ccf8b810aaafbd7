import Testing

@testable import GraphDrawing

@Suite struct UTF8TextTests {
  @Test func `Pieces and numbers stand one after the other`() {
    var text = UTF8Text()
    text += "∂"
    text.append(-1203.04)
    text += ","
    text.append(0.05)
    #expect(text.string == "∂-1203,0.1")
  }
}
