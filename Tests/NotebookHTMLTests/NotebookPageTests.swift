import Foundation
import JSONTree
import NotebookFormat
import Testing

@testable import NotebookHTML

struct NotebookPageTests {
  @Test func holdsEveryCellEscaped() {
    let notebook = Notebook(cells: [
      Cell(
        .markdown, source: "# T & T\n\n![p](attachment:p.png)", attachments: ["p.png": ["image/png": "aWk=\n"]]),
      Cell(.code, source: "1 < 2", executionCount: 7, outputs: [.stream(name: "stdout", text: "<out>")]),
      Cell(.raw, source: "<raw>"),
    ])
    let html = NotebookPage(notebook, title: "</title>").html
    for part in [
      "<title>&lt;/title&gt;</title>", "<h1>T &amp; T</h1>", "<img src=\"data:image/png;base64,aWk=\" alt=\"p\" />",
      "[7]",
      "<pre class=\"source short\">1 &lt; 2</pre>", "&lt;out&gt;", "<pre>&lt;raw&gt;</pre>",
      "Content-Security-Policy\" content=\"default-src 'none'",
    ] { #expect(html.contains(part), "\(part)\n\(html)") }
  }

  @Test func codeThatIsFoldedInTheNotebookIsFolded() {
    let folded: JSONValue = ["jupyter": ["source_hidden": true]]
    let notebook = Notebook(cells: [
      Cell(.code, source: "draw()", metadata: folded, executionCount: 1),
      Cell(.code, source: "seen()", executionCount: 2),
    ])
    let html = NotebookPage(notebook, title: "folded").html
    #expect(html.contains("<details><summary>code</summary><pre class=\"source short\">draw()</pre></details>"))
    #expect(html.components(separatedBy: "<details>").count == 2)
  }
}
