/// How a text is cut into tokens. Both ways are lossless: for any text,
/// `tokenization.text(of: tokenization.tokens(of: text))` has the same UTF-8 bytes as `text`.
///
/// (Bytes, because Swift's `==` on strings calls "é" and "e" + U+0301 equal. Nothing here does.)
public enum Tokenization: String, Sendable, CaseIterable, Codable {
  /// One token a Unicode scalar. Scalars and not grapheme clusters, because their number is bounded, they do not change
  /// with the version of Unicode, and "\r\n" or a flag is not a type of its own.
  case characters
  /// Words, punctuation and unusual white space; an ordinary space between words is implied. See `WordScanner`.
  case words

  /// The tokens of `text`, in order. O(bytes).
  public func tokens(of text: String) -> [String] {
    let bytes = ContiguousArray(text.utf8)
    var tokens: [String] = []
    forEachToken(in: bytes) { tokens.append(String(decoding: bytes[$0], as: UTF8.self)) }
    return tokens
  }

  /// The text that `tokens` stand for: the inverse of `tokens(of:)`, defined for every sequence of tokens
  /// (a model may sample one that no text would give).
  public func text(of tokens: some Sequence<String>) -> String {
    switch self {
    case .characters: tokens.reduce(into: "") { $0.unicodeScalars += $1.unicodeScalars }
    case .words: WordScanner.text(of: tokens)
    }
  }

  /// Calls `body` with the byte range of each token of the UTF-8 text `bytes`; an empty range is the empty token.
  @inline(__always)
  func forEachToken(in bytes: some ByteText, _ body: (Range<Int>) -> Void) {
    switch self {
    case .characters:
      var start = 0
      while start < bytes.count {
        let end = start + UTF8Scalars.length(leading: bytes[start])
        body(start..<end)
        start = end
      }
    case .words: WordScanner.forEachToken(in: bytes, body)
    }
  }
}

/// Stepping through well-formed UTF-8 bytes.
enum UTF8Scalars {
  /// The number of bytes of the scalar whose first byte is `leading`.
  static func length(leading: UInt8) -> Int {
    leading < 0x80 ? 1 : leading < 0xE0 ? 2 : leading < 0xF0 ? 3 : 4
  }

  /// The scalar that starts at `start`, and its number of bytes.
  static func scalar(in bytes: some ByteText, at start: Int) -> (Unicode.Scalar, length: Int) {
    let leading = bytes[start]
    let length = length(leading: leading)
    if length == 1 { return (Unicode.Scalar(leading), 1) }
    var value = UInt32(leading) & (0xFF >> UInt32(length + 1))
    for offset in 1..<length { value = value << 6 | UInt32(bytes[start + offset] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }
}
