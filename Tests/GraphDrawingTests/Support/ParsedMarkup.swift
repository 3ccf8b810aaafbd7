import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A document read by an XML parser that is not ours.
struct ParsedMarkup {
  struct Element {
    let name: String
    let attributes: [String: String]
    var text: String
  }

  /// All elements, in the order of their ends.
  let elements: [Element]

  /// - Returns: nil when the text is not well-formed XML.
  init?(_ text: String) {
    let reader = Reader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reader
    guard parser.parse() else { return nil }
    elements = reader.finished
  }

  func named(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  private final class Reader: NSObject, XMLParserDelegate {
    var open: [Element] = []
    var finished: [Element] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      open.append(Element(name: name, attributes: attributes, text: ""))
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      guard !open.isEmpty else { return }
      open[open.count - 1].text += text
    }

    func parser(_ parser: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?) {
      finished.append(open.removeLast())
    }
  }
}
