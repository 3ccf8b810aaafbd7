import GraphDrawing
import JSONTree
import WholeFiles

/// The parts of a page that are the same for every graph: its markup, its style and its script, put together with what
/// it knows of the graph.
enum PageTemplate {
  /// The whole document. Nothing in it comes from elsewhere, and its policy lets nothing but its own script run.
  static func document(title: String, summary: String, content: JSONValue) -> String {
    let style = text(PackageResources.page_css)
    let script = "\"use strict\";\n(() => {\n\(scripts.map(text).joined(separator: "\n"))})();\n"
    let parts: [(mark: String, text: String)] = [
      ("{{policy}}", policy(style: style, script: script)), ("{{title}}", Markup.escaped(title)),
      ("{{style}}", style), ("{{summary}}", Markup.escaped(summary)), ("{{graph}}", content.inScript),
      ("{{script}}", script),
    ]
    // In the order of the marks, each looked for behind the one before: what a learner wrote is never searched.
    var document = ""
    var rest = Substring(text(PackageResources.page_html))
    for part in parts {
      guard let range = rest.firstRange(of: part.mark) else { continue }
      document += rest[..<range.lowerBound] + part.text
      rest = rest[range.upperBound...]
    }
    return document + rest
  }

  /// The script's files, each behind what it uses.
  private static var scripts: [[UInt8]] {
    [
      PackageResources.numbers_js,
      PackageResources.network_js,
      PackageResources.names_js,
      PackageResources.markup_js,
      PackageResources.formulas_js,
      PackageResources.graph_js,
      PackageResources.timeline_js,
      PackageResources.state_js,
      PackageResources.camera_js,
      PackageResources.drawings_js,
      PackageResources.looks_js,
      PackageResources.boxes_js,
      PackageResources.scene_js,
      PackageResources.list_js,
      PackageResources.moment_js,
      PackageResources.cuts_js,
      PackageResources.ledger_js,
      PackageResources.values_js,
      PackageResources.page_js,
    ]
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Content Security Policy, level 3 (W3C): what may be used is named by its hash, and nothing may be fetched.
  private static func policy(style: String, script: String) -> String {
    let hashes = [style, script].map { "'sha256-\(base64(SHA256.digest(of: Array($0.utf8))))'" }
    return "default-src 'none'; style-src \(hashes[0]); script-src \(hashes[1]); base-uri 'none'; form-action 'none'"
  }

  /// Bytes in base 64 (RFC 4648, section 4).
  static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0...group.count { text.append(digits[word >> (18 - 6 * place) & 63]) }
      text += String(repeating: "=", count: 3 - group.count)
    }
    return text
  }
}
