import Testing

@testable import SwiftEvaluation

@Suite struct TextDecoderTests {
  @Test func piecesOfAnySizeGiveTheSameText() {
    let text = "aß→😀é z\u{10FFFF}"
    let bytes = Array(text.utf8)
    for size in 1...bytes.count {
      var decoder = TextDecoder()
      let parts = stride(from: 0, to: bytes.count, by: size).map {
        decoder.decode(bytes[$0..<min($0 + size, bytes.count)])
      }
      #expect(parts.joined() == text, "\(size)")
    }
  }

  @Test func bytesThatAreNoTextDoNotStopIt() {
    var decoder = TextDecoder()
    #expect(decoder.decode([0xFF, 0x61]) == "\u{FFFD}a")
    #expect((decoder.decode([0xE2]) + decoder.decode([0x61])).hasSuffix("a"))
  }
}
