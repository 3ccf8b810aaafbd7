import Testing

@testable import NotebookHTML

struct PlainFragmentTests {
  @Test(arguments: [
    "plain &lt; text", "<p>a</p><br><b>c</b>", "<table><caption>c</caption><tr><th scope=\"col\">a</th></tr></table>",
    "<div style=\"border-left:.35em solid #009E73;padding:.5em\"><span aria-hidden=\"true\">✓</span></div>",
    "<td colspan=\"2\" style=\"background:rgb(1,2,3)\">x</td>", "",
  ])
  func isKept(_ html: String) {
    #expect(PlainFragment(html)?.html == html)
  }

  @Test(arguments: [
    ("<p class=\"a\" onclick=\"alert(1)\" id=\"x\">a</p>", "<p>a</p>"),
    ("<p style='margin:0'>a</p>", "<p style=\"margin:0\">a</p>"),
    ("<p style=\"position:fixed;color:red;background:url(x)\">a</p>", "<p style=\"color:red\">a</p>"),
    ("<div role=\"status\">a</div>", "<div>a</div>"), ("<p title='\"'>a</p>", "<p title=\"&quot;\">a</p>"),
    ("<p\n  lang=\"en\" >a</p>", "<p lang=\"en\">a</p>"),
    ("<p style=\"color:expression(alert(1)\\)\">a</p>", "<p>a</p>"),
    ("<p style=\"background:URL(x)\">a</p>", "<p>a</p>"),
  ])
  func losesWhatIsNotLooks(_ html: String, _ kept: String) {
    #expect(PlainFragment(html)?.html == kept)
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "<img src=x>", "<svg></svg>",
    "<svg xmlns=\"http://www.w3.org/2000/svg\"><svg></svg></svg>", "<svg xmlns=\"http://www.w3.org/2000/svg\">",
    "<a href=\"x\">a</a>", "<p>", "</p>", "<p></div>",
    "<p/>",
    "<!-- c -->", "<b", "<b x>", "<b x=y>", "<P>a</P>", "< p>a</p>", "<p title=\"a>b</p>", "</div><div>", "a\u{0}b",
    "<p lang=\"a\"title=\"b\">a</p>", "<style>p{}</style>", "<p>a</p >", "<h1>a</h1>", "<iframe></iframe>", "<p\u{0}>",
  ])
  func isNothingElse(_ html: String) {
    #expect(PlainFragment(html) == nil)
  }

  @Test func typesetsFormulasButNotInCode() {
    #expect(PlainFragment("<p>so $h_t &lt; 1$</p>")?.html.contains("<mo stretchy=\"false\">&lt;</mo>") == true)
    #expect(PlainFragment("<code>$x$ and $y$</code>")?.html == "<code>$x$ and $y$</code>")
    #expect(PlainFragment("<p>$5 and $6 &amp; more</p>")?.html == "<p>$5 and $6 &amp; more</p>")
  }

  @Test(arguments: 0..<20)
  func whatIsKeptIsWellFormedAndCannotRun(_ seed: UInt64) {
    let parts = [
      "<p>", "</p>", "<b>", "</b>", "<td ", " style=\"", "color:red", ";", "\"", "'", ">", "<", "=", " ",
      " onclick=\"x\"",
      " title=\"", "\u{301}", "$x$", "$", "&lt;", "<script>", "</", "/>", "<table>", "</table>", "</td>", "\u{0}", "\n",
      "<code>", "</code>", "\\(", "\\)",
    ]
    var random = SplitMix64(seed)
    var kept = 0
    for _ in 0..<2000 {
      let html = (0..<Int.random(in: 1...8, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }
      guard let fragment = PlainFragment("<b>\(html.joined())</b>") else { continue }
      kept += 1
      let text = fragment.html.replacing("\u{301}", with: "").replacing("\u{338}", with: "")
      let tags = text.unicodeScalars.split(separator: "<").compactMap { $0.firstIndex(of: ">").map($0.prefix(upTo:)) }
      for tag in tags.map(String.init) {
        // Outside its values, which stand between double quotes, a tag names nothing that runs.
        let outside = tag.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter {
          $0.offset % 2 == 0
        }
        #expect(
          !outside.contains { $0.element.contains("onclick") || $0.element.contains("script") }, "\(html) → \(text)")
      }
    }
    #expect(kept > 50)
  }

  @Test func nestingIsBounded() {
    func nested(_ depth: Int) -> String {
      String(repeating: "<b>", count: depth) + String(repeating: "</b>", count: depth)
    }
    #expect(PlainFragment(nested(100)) != nil && PlainFragment(nested(101)) == nil)
  }

  @Test func drawingsBecomeImagesWithWords() throws {
    let svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>A &lt; B</title><desc>Two boxes.</desc><script>alert(1)</script></svg>"
    let html = try #require(PlainFragment("<p>a</p>\(svg)<p>b</p>")?.html)
    #expect(html.hasPrefix("<p>a</p><img src=\"data:image/svg+xml;base64,"))
    #expect(html.hasSuffix("alt=\"A &lt; B. Two boxes.\"><p>b</p>") && !html.contains("<script"))
  }

  @Test func aCombiningMarkHidesNoQuote() {
    #expect(PlainFragment("<p title=\"a\"\u{301} onclick=\"x\">a</p>") == nil)
    #expect(PlainFragment("<p title='\"\u{301} onclick=x'>a</p>")?.html == "<p title=\"&quot;\u{301} onclick=x\">a</p>")
  }
}
