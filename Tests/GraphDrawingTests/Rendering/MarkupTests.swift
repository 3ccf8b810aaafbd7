import Testing

@testable import GraphDrawing

@Suite struct MarkupTests {
  @Test func `Markup is shown as text`() {
    #expect(Markup.escaped("<b a='1' c=\"2\">&amp;") == "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;amp;")
    #expect(Markup.escaped("∂L/∂ŷ₁ 重み 👩‍👩‍👧‍👦") == "∂L/∂ŷ₁ 重み 👩‍👩‍👧‍👦")
  }

  @Test func `What XML does not allow becomes visible`() {
    #expect(Markup.escaped("\u{0}\u{1B}\n\u{7F}\u{85}\u{FFFE}é") == "␀␛␊␡\u{FFFD}\u{FFFD}é")
  }

  @Test(arguments: hostileTexts) func `Any text is well-formed content and attribute`(text: String) throws {
    let escaped = Markup.escaped(text)
    let document = try #require(ParsedMarkup("<a b=\"\(escaped)\">\(escaped)</a>"))
    let visible = String(String.UnicodeScalarView(text.unicodeScalars.map(Markup.visible)))
    #expect(document.elements.first?.text == visible)
    #expect(document.elements.first?.attributes["b"] == visible)
  }
}
