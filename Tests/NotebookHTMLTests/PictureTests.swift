import Testing

@testable import NotebookHTML

struct PictureTests {
  @Test(arguments: [
    ("<svg><title>T</title><desc>D</desc></svg>", nil, "T. D"),
    ("<svg><title>T &amp;lt;</title></svg>", nil, "T &amp;lt;"),
    ("<svg><title>T</title></svg>", "words", "words"), ("<svg/>", nil, "picture"),
    ("<svg><title>T</svg>", nil, "picture"),
    ("<svg/>", "\"><script>", "&quot;&gt;&lt;script&gt;"),
  ])
  func hasWords(_ svg: String, _ alternative: String?, _ words: String) {
    #expect(Picture(svg: svg, alternative: alternative).html.hasSuffix(" alt=\"\(words)\">"))
  }

  @Test func dataCannotLeaveItsAttribute() {
    #expect(
      Picture(type: "image/png", base64: "a\n\" onload=\"x", alternative: "p").html
        == "<img src=\"data:image/png;base64,a&quot;onload=&quot;x\" alt=\"p\">")
  }
}
