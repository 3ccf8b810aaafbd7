import Foundation

/// A picture as an image of the page: its data is inside, and no script of an SVG runs.
struct Picture {
  private let type: String
  private let base64: String
  private let alternative: String

  /// - Parameter alternative: What is to be seen in it, for those who do not see it.
  init(type: String, base64: String, alternative: String?) {
    self.type = type
    self.base64 = base64.filter { !$0.isWhitespace }
    self.alternative = alternative ?? "picture"
  }

  /// - Parameter alternative: What is to be seen in it; its own title and description without it.
  init(svg: String, alternative: String?) {
    let own = ["title", "desc"].compactMap { Self.text(of: $0, in: svg) }.joined(separator: ". ")
    self.init(
      type: "image/svg+xml", base64: Data(svg.utf8).base64EncodedString(),
      alternative: alternative ?? (own.isEmpty ? nil : own))
  }

  /// The picture as HTML.
  var html: String {
    "<img src=\"data:\(type);base64,\(base64.escapedForHTML)\" alt=\"\(alternative.escapedForHTML)\">"
  }

  /// What the first element of this name says.
  private static func text(of element: String, in svg: String) -> String? {
    guard let start = svg.firstRange(of: "<\(element)>"),
      let end = svg[start.upperBound...].firstRange(of: "</\(element)>")
    else { return nil }
    return String(svg[start.upperBound..<end.lowerBound]).unescapedFromHTML
  }
}
