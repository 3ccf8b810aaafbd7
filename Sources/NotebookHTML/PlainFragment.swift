/// HTML of a cell that is nothing but text, lists, tables and drawings: it may stand in the page itself, where it
/// breaks over sheets and is read in its place.
///
/// It is read strictly, and written anew from what was read: elements of a short list, of their attributes and styles
/// those that only change how text looks or sounds. A drawing becomes an image, in which nothing runs. Whatever else
/// there is in it (another element, a tag that is not closed, a comment) makes it no plain fragment. So nothing can get
/// through that is read in two ways.
struct PlainFragment {
  /// The fragment as it may stand in the page.
  let html: String

  /// - Returns: nil unless the HTML is plain.
  /// - Complexity: Linear in the HTML.
  init?(_ html: String) {
    var (written, open) = ("", [String]())
    var rest = Substring(html).unicodeScalars
    while let start = rest.firstIndex(of: "<") {
      let isVerbatim = open.contains { Self.verbatim.contains($0) }
      written += isVerbatim ? String(rest[..<start]) : Self.typeset(rest[..<start])
      rest = rest[rest.index(after: start)...]
      let isEnd = rest.first == "/"
      if isEnd { rest.removeFirst() }
      let name = Self.taken(&rest) { $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0) }
      if name == "svg", !isEnd {
        guard let image = Self.image(&rest) else { return nil }
        written += image
        continue
      }
      guard Self.elements.contains(name) || Self.voids.contains(name) else { return nil }
      if isEnd {
        guard rest.popFirst() == ">", open.popLast() == name else { return nil }
        written += "</\(name)>"
      } else {
        guard let attributes = Self.attributes(&rest) else { return nil }
        written += "<\(name)\(attributes)>"
        if Self.elements.contains(name) { open.append(name) }
        guard open.count <= Self.greatestDepth else { return nil }
      }
    }
    // A zero byte would be dropped by a browser, and what stands on both sides be joined.
    guard open.isEmpty, !html.utf8.contains(0) else { return nil }
    self.html = written + Self.typeset(rest)
  }

  /// Read by scalars, as browsers do: a combining mark hides no bracket and no quote.
  private typealias Scalars = Substring.UnicodeScalarView

  private static func taken(_ rest: inout Scalars, while isTaken: (Unicode.Scalar) -> Bool) -> String {
    let taken = rest.prefix(while: isTaken)
    rest = rest[taken.endIndex...]
    return String(taken)
  }

  /// Text with its formulas, as JupyterLab shows it.
  private static func typeset(_ text: Scalars) -> String {
    guard text.contains("$") || text.contains("\\") else { return String(text) }
    let (masked, formulas) = Formulas.masked(in: String(text).unescapedFromHTML)
    guard !formulas.isEmpty else { return String(text) }
    return Formulas.restored(in: masked.escapedForHTML, formulas, html: \.html)
  }

  /// How deep elements may be nested.
  private static let greatestDepth = 100

  private static let elements: Set<String> = [
    "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "p", "div", "span", "strong", "b", "em", "i", "u",
    "s", "sub", "sup", "small", "code", "kbd", "pre", "ul", "ol", "li", "dl", "dt", "dd", "blockquote",
  ]
  private static let voids: Set<String> = ["br", "hr"]
  private static let verbatim: Set<String> = ["code", "kbd", "pre"]

  /// No role among them: what is a live region in a notebook would all be read out when the page opens.
  private static let names: Set<String> = [
    "scope", "colspan", "rowspan", "title", "lang", "aria-hidden", "aria-label",
  ]
  private static let properties: Set<String> = [
    "text-align", "vertical-align", "font-family", "font-size", "font-weight", "font-style", "color", "background",
    "background-color", "border", "border-left", "border-bottom", "padding", "margin", "max-width", "white-space",
  ]

  /// Reads attributes to the end of the tag; those that are not known are left out.
  private static func attributes(_ rest: inout Scalars) -> String? {
    var written = ""
    while true {
      let spaces = taken(&rest) { $0.properties.isWhitespace }
      if rest.first == ">" {
        rest.removeFirst()
        return written
      }
      let name = taken(&rest) { $0.isASCII && $0.properties.isAlphabetic || $0 == "-" }
      guard !spaces.isEmpty, !name.isEmpty, rest.popFirst() == "=", let quote = rest.popFirst(),
        quote == "\"" || quote == "'", rest.contains(quote)
      else { return nil }
      let value = taken(&rest) { $0 != quote }
      rest.removeFirst()
      let kept = name == "style" ? style(value) : names.contains(name) ? value : ""
      // Entities stay as they are; what could end the attribute does not.
      if !kept.isEmpty { written += " \(name)=\"\(withoutQuotes(kept))\"" }
    }
  }

  /// The SVG document whose `<svg` was just read, as an image with its title and description as words.
  private static func image(_ rest: inout Scalars) -> String? {
    var end = rest.startIndex
    while let bracket = rest[end...].firstIndex(of: "<") {
      end = rest.index(after: bracket)
      // One within another would end too early.
      if rest[end...].starts(with: "svg".unicodeScalars) { return nil }
      guard rest[end...].starts(with: "/svg>".unicodeScalars) else { continue }
      end = rest.index(end, offsetBy: 5)
      let svg = "<svg" + String(rest[..<end])
      rest = rest[end...]
      guard svg.contains("http://www.w3.org/2000/svg") else { return nil }
      return Picture(svg: svg, alternative: nil).html
    }
    return nil
  }

  private static func withoutQuotes(_ text: String) -> String {
    text.unicodeScalars.map { $0 == "\"" ? "&quot;" : String($0) }.joined()
  }

  /// The declarations that change the looks of text, and name nothing outside.
  private static func style(_ value: String) -> String {
    value.split(separator: ";").filter { declaration in
      let parts = declaration.split(separator: ":", maxSplits: 1)
      return parts.count == 2 && properties.contains(parts[0].filter { !$0.isWhitespace })
        && parts[1].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || " .,#%()-+".contains($0)) }
        && !parts[1].lowercased().contains("url")
    }.joined(separator: ";")
  }
}
