import Testing

@testable import NotebookHTML

struct MarkdownTests {
  @Test func isGitHubsMarkdown() {
    #expect(Markdown.html("# A\n\nb *c* ~~d~~") == "<h1>A</h1>\n<p>b <em>c</em> <del>d</del></p>\n")
    #expect(Markdown.html("|a|b|\n|-|-|\n|1|2|").contains("<td>2</td>"))
  }

  @Test func nothingInItRuns() {
    for text in [
      "<script>alert(1)</script>", "a <img src=x onerror=alert(1)> b", "[a](javascript:alert(1))",
      "![a](javascript:alert(1))", "<javascript:alert(1)>", "$<script>alert(1)</script>$",
      "$$\n<img src=x onerror=alert(1)>\n$$", "<div\nonclick=alert(1)>", "[a](data:text/html,x)",
    ] {
      let html = Markdown.html(text).replacing("<!-- raw HTML omitted -->", with: "")
      for forbidden in ["<script", "<img src=x", "href=\"javascript", "src=\"javascript", "<div", "href=\"data"] {
        #expect(!html.contains(forbidden), "\(text) → \(html)")
      }
    }
  }

  @Test func formulasAreNotMarkdown() {
    #expect(Markdown.html("$a_1 * b_2 * c$") == "<p>\(Formula("$a_1 * b_2 * c$").html)</p>\n")
    let html = Markdown.html("*x* $$\\sum_i y_i < 1$$")
    #expect(html.contains("<em>x</em> <math display=\"block\">") && html.contains("<munder><mo>∑</mo>"))
  }
}
