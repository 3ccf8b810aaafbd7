import CMarkdown
import Foundation

/// Markdown as HTML, by the library that GitHub uses.
enum Markdown {
  /// HTML without anything that runs: raw HTML is left out, and so are links to scripts. Formulas are MathML.
  static func html(_ text: String) -> String {
    let (masked, formulas) = Formulas.masked(in: text)
    return Formulas.restored(in: render(masked), formulas, html: \.html)
  }

  /// The library registers its extensions once, and not from two threads.
  private static let registered: Void = cmark_gfm_core_extensions_ensure_registered()

  private static func render(_ text: String) -> String {
    _ = registered
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return "<pre>\(text.escapedForHTML)</pre>" }
    defer { cmark_parser_free(parser) }
    for name in ["table", "strikethrough", "autolink", "tasklist"] {
      guard let found = cmark_find_syntax_extension(name) else { continue }
      cmark_parser_attach_syntax_extension(parser, found)
    }
    let utf8 = Array(text.utf8)
    utf8.withUnsafeBytes { cmark_parser_feed(parser, $0.bindMemory(to: CChar.self).baseAddress, $0.count) }
    guard let document = cmark_parser_finish(parser) else { return "<pre>\(text.escapedForHTML)</pre>" }
    defer { cmark_node_free(document) }
    // Without CMARK_OPT_UNSAFE, which would let raw HTML through.
    let extensions = cmark_parser_get_syntax_extensions(parser)
    guard let html = cmark_render_html(document, CMARK_OPT_DEFAULT, extensions) else {
      return "<pre>\(text.escapedForHTML)</pre>"
    }
    defer { free(html) }
    return String(cString: html)
  }
}
