import JSONTree
package import NotebookFormat

/// A notebook as one page of HTML that needs nothing else: styles and pictures are inside.
///
/// Nothing in it runs, whoever wrote the notebook: Markdown loses its raw HTML, a cell's HTML is written anew where it is
/// plain and stands in a sandboxed frame where it is not, and the page's own policy forbids scripts and everything from
/// elsewhere.
package struct NotebookPage: Sendable {
  private let notebook: Notebook
  private let title: String

  /// - Parameter title: what the browser's tab says.
  package init(_ notebook: Notebook, title: String) {
    (self.notebook, self.title) = (notebook, title)
  }

  /// The page.
  package var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; \
    form-action 'none'; base-uri 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title.escapedForHTML)</title>
    <style>\(PageStyle.page)</style>
    </head>
    <body>
    \(notebook.cells.map(html).joined(separator: "\n"))
    </body>
    </html>

    """
  }

  private func html(_ cell: Cell) -> String {
    switch cell.kind {
    case .markdown: "<section class=\"markdown\">\(Markdown.html(embedded(cell)))</section>"
    case .raw: "<section class=\"raw\"><pre>\(cell.source.escapedForHTML)</pre></section>"
    case .code: code(cell)
    }
  }

  private func code(_ cell: Cell) -> String {
    let number = cell.executionCount.map(String.init) ?? "&nbsp;"
    let outputs = cell.outputs.map { "<div class=\"output\">\($0.html)</div>" }.joined(separator: "\n")
    // On paper a short piece of code stays on one sheet.
    let isShort = cell.source.utf8.count(where: { $0 == UInt8(ascii: "\n") }) < 20
    let source = "<pre class=\"source\(isShort ? " short" : "")\">\(cell.source.escapedForHTML)</pre>"
    // JupyterLab's way to say that the code is not what matters in a cell.
    let isFolded = cell.metadata["jupyter"]?["source_hidden"]?.booleanValue ?? false
    return """
      <section class="code\(isFolded ? " folded" : "")"><div class="prompt">[\(number)]</div>
      \(isFolded ? "<details><summary>code</summary>\(source)</details>" : source)
      \(outputs)</section>
      """
  }

  /// The source of a Markdown cell, in which pictures that are attached stand as data.
  private func embedded(_ cell: Cell) -> String {
    (cell.attachments?.objectValue ?? []).reduce(cell.source) { source, attachment in
      guard let picture = attachment.value.objectValue?.first(where: { $0.name.hasPrefix("image/") }),
        let base64 = picture.value.stringValue
      else { return source }
      let data = "data:\(picture.name);base64,\(base64.filter { !$0.isWhitespace })"
      return source.replacing("(attachment:\(attachment.name))", with: "(\(data))")
    }
  }
}
