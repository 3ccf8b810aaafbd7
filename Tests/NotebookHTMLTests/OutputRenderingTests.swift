import JSONTree
import NotebookFormat
import Testing

@testable import NotebookHTML

struct OutputRenderingTests {
  func html(_ data: JSONValue) -> String { Output.displayData(data: data).html }

  @Test func takesTheRichestThatAPageCanShow() {
    #expect(
      html(["text/plain": "p", "image/svg+xml": "<svg/>"])
        == "<img src=\"data:image/svg+xml;base64,PHN2Zy8+\" alt=\"p\">")
    #expect(html(["text/plain": "p", "image/png": "aW\nk=\n"]) == "<img src=\"data:image/png;base64,aWk=\" alt=\"p\">")
    #expect(
      html(["text/plain": "<p>", "text/latex": "$a<b$"]) == "<div class=\"latex\">\(Formula("$a<b$").html)</div>")
    #expect(html(["text/latex": "so <b> $x$"]) == "<div class=\"latex\">so &lt;b&gt; \(Formula("$x$").html)</div>")
    #expect(html(["text/html": "<p>a</p>"]) == "<div class=\"fragment\"><p>a</p></div>")
    #expect(html(["text/plain": "<p>"]) == "<pre class=\"value\">&lt;p&gt;</pre>")
    #expect(html(["text/markdown": "*a*", "text/plain": "a"]).contains("<em>a</em>"))
    #expect(html(["application/json": ["a": "<"]]).contains("{&quot;a&quot;:&quot;&lt;&quot;}"))
    #expect(html([:]).isEmpty)
  }

  @Test func htmlStandsInASandbox() {
    let html = html(["text/html": "</iframe>\"'><script>alert(1)</script><table><tr><tr></table>"])
    #expect(html.hasPrefix("<iframe sandbox srcdoc=\""))
    #expect(!html.dropLast("</iframe>".count).contains("</iframe>"))
    #expect(!html.contains("<script"))
  }

  @Test(arguments: [
    ("10 %\r20 %\r30 %\n", "30 %\n"), ("long\rab", "abng"), ("a\r\nb", "a\nb"), ("x\r", "x"), ("", ""),
    ("a\n\rb\n", "a\nb\n"),
  ])
  func goesBackInALineAsATerminalDoes(_ text: String, _ shown: String) {
    #expect(Output.overwritten(text) == shown)
  }

  @Test func errorsAndStreamsAreEscaped() {
    #expect(Output.stream(name: "stdout", text: "<b>").html == "<pre class=\"stdout\">&lt;b&gt;</pre>")
    #expect(Output.stream(name: "<", text: "x").html == "<pre class=\"stdout\">x</pre>")
    #expect(Output.error(name: "E", value: "<v>", traceback: []).html == "<pre class=\"error\">E: &lt;v&gt;</pre>")
    #expect(
      Output.error(name: "E", value: "", traceback: ["\u{1B}[31m<1>\u{1B}[0m", "2"]).html
        == "<pre class=\"error\"><span class=\"colour1\">&lt;1&gt;</span>\n2</pre>")
  }
}
