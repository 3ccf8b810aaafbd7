extension DisplayData {
  /// A picture with the words that stand for it where it is not seen.
  ///
  /// Front ends show SVG without any words for screen readers (JupyterLab does), so the picture also comes as HTML: an
  /// image that has them. In an image nothing runs, and no style of it reaches the page.
  ///
  /// - Parameters:
  ///   - svg: The picture, a document of its own.
  ///   - alternative: What is to be seen in it, in plain words.
  public init(svg: String, alternative: String) {
    let image =
      "<img src=\"data:image/svg+xml,\(Self.percentEncoded(svg))\" alt=\"\(Table.escaped(alternative))\" "
      + "style=\"max-width:100%;height:auto;background:#fff\">"
    self.init([.html(image), .svg(svg), .plain(alternative)])
  }

  /// The text within an address (RFC 3986): what is neither safe there nor in an attribute is written as its bytes.
  private static func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count * 5 / 4)
    for byte in text.utf8 {
      if isSafe[Int(byte)] {
        encoded.append(byte)
      } else {
        encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  private static let isSafe: [Bool] = {
    let safe = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?@!$()*+,;= ".utf8)
    return (0...255).map { safe.contains(UInt8($0)) }
  }()
}
