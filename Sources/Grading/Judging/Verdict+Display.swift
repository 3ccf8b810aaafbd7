import GraphDrawing
package import NotebookDisplay

extension Verdict {
  /// The verdict as a notebook shows it: a coloured strip with a sign, the headline, and what else there is to say.
  ///
  /// - Parameter title: What the question is called.
  package func displayData(title: String) -> DisplayData {
    DisplayData([.html(html(title: title)), .plain(plain(title: title))])
  }

  /// The verdict as plain text.
  package func plain(title: String) -> String {
    (["\(outcome.sign) \(title): \(headline)"] + details.map { "  \($0)" }).joined(separator: "\n")
  }

  private func html(title: String) -> String {
    let list = details.map { "<p style=\"margin:.35em 0 0\">\(Self.marked($0))</p>" }.joined()
    let image = picture.map { "<div style=\"margin-top:.6em\">\($0)</div>" } ?? ""
    return """
      <div class="unroll-verdict unroll-\(outcome.rawValue)" role="status" style="border-left:.35em solid \
      \(outcome.colour);padding:.5em .9em;margin:.2em 0;max-width:52em"><p style="margin:0"><strong>\
      <span aria-hidden="true">\(outcome.sign)</span> \(Self.marked(title)):</strong> \(Self.marked(headline))</p>\
      \(list)\(image)</div>
      """
  }

  /// Text as HTML, with `` `code` `` as code. What a learner wrote is shown, never run.
  static func marked(_ text: String) -> String {
    var result = ""
    for (index, part) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      let escaped = Markup.escaped(String(part))
      result += index % 2 == 0 ? escaped : "<code>\(escaped)</code>"
    }
    return result
  }
}

extension Verdict.Outcome {
  /// A sign that is told apart without colour.
  package var sign: String {
    switch self {
    case .right: "✓"
    case .wrong: "✗"
    case .missing: "○"
    case .kept: "✎"
    }
  }

  /// Colours that most people with a colour-vision deficiency tell apart (Okabe, Ito 2008).
  var colour: String {
    switch self {
    case .right: "#009E73"
    case .wrong: "#D55E00"
    case .missing: "#999999"
    case .kept: "#0072B2"
    }
  }
}
