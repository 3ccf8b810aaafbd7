/// Cuts a text into words so that it can be put together again byte for byte.
///
/// A token is one of
/// - a word: letters, digits, marks and underscores, with single `'`, `’` or `-` between them ("God's", "Beth-el");
/// - a run of one and the same other sign: ",", "--", "...";
/// - white space that is not implied: one scalar a token, "\r\n" counting as one;
/// - the empty token "", which says that nothing stands between its neighbours.
///
/// A single space (U+0020) between two tokens is implied, and so is no space after an opening sign and before a closing
/// one. Only what differs from this is written: `"Ah, well"` is `Ah` `,` `well`; `"1:2"` is `1` `:` `(empty)` `2`;
/// two spaces are two tokens. So ordinary prose has the vocabulary one expects, and yet no byte is lost: what is implied
/// between two tokens depends on these two alone, and everything else is explicit.
enum WordScanner {
  /// Calls `body` with the byte range of each token.
  @inline(__always)
  static func forEachToken(in bytes: some ByteText, _ body: (Range<Int>) -> Void) {
    var previous = ScalarClass.space  // at the start of the text no space is implied
    var position = 0
    while position < bytes.count {
      let gap = position
      while position < bytes.count, classify(bytes, position).kind == .space {
        position += classify(bytes, position).length
      }
      guard position < bytes.count else { return space(in: bytes, gap..<position, body) }

      let start = position
      let kind = classify(bytes, start).kind
      let implied = impliesSpace(after: previous, before: kind)
      let isSingleSpace = position == gap + 1 && bytes[gap] == 0x20
      if implied && gap == position {
        body(gap..<gap)
      } else if !(implied && isSingleSpace) {
        space(in: bytes, gap..<position, body)
      }
      position = kind == .word ? endOfWord(in: bytes, from: start) : endOfRun(in: bytes, from: start)
      body(start..<position)
      previous = kind
    }
  }

  /// The text of any sequence of tokens.
  static func text(of tokens: some Sequence<String>) -> String {
    var text = ""
    var previous = ScalarClass.space
    for token in tokens {
      guard let first = token.unicodeScalars.first, let last = token.unicodeScalars.last else {
        previous = .space
        continue
      }
      if impliesSpace(after: previous, before: ScalarClass(first)) { text.unicodeScalars.append(" ") }
      text.unicodeScalars += token.unicodeScalars
      previous = ScalarClass(last)
    }
    return text
  }

  private static func impliesSpace(after previous: ScalarClass, before next: ScalarClass) -> Bool {
    previous != .space && previous != .opening && next != .space && next != .closing
  }

  @inline(__always)
  private static func space(in bytes: some ByteText, _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
    var start = range.lowerBound
    while start < range.upperBound {
      let isLineEnd = bytes[start] == 0x0D && start + 1 < range.upperBound && bytes[start + 1] == 0x0A
      let end = start + (isLineEnd ? 2 : UTF8Scalars.length(leading: bytes[start]))
      body(start..<end)
      start = end
    }
  }

  private static func endOfWord(in bytes: some ByteText, from start: Int) -> Int {
    var end = start
    while end < bytes.count {
      let (kind, length) = classify(bytes, end)
      if kind == .word {
        end += length
      } else if let joint = jointLength(bytes, end), end + joint < bytes.count,
        classify(bytes, end + joint).kind == .word
      {
        end += joint
      } else {
        break
      }
    }
    return end
  }

  /// The length of an apostrophe or hyphen at `position`, if there is one.
  private static func jointLength(_ bytes: some ByteText, _ position: Int) -> Int? {
    switch bytes[position] {
    case 0x27, 0x2D: 1
    case 0xE2 where bytes[position + 1] == 0x80 && bytes[position + 2] == 0x99: 3
    default: nil
    }
  }

  private static func endOfRun(in bytes: some ByteText, from start: Int) -> Int {
    let length = UTF8Scalars.length(leading: bytes[start])
    var end = start + length
    while end + length <= bytes.count, (0..<length).allSatisfy({ bytes[end + $0] == bytes[start + $0] }) {
      end += length
    }
    return end
  }

  @inline(__always)
  private static func classify(_ bytes: some ByteText, _ position: Int) -> (kind: ScalarClass, length: Int) {
    if bytes[position] < 0x80 { return (ScalarClass(ascii: bytes[position]), 1) }
    let (scalar, length) = UTF8Scalars.scalar(in: bytes, at: position)
    return (ScalarClass(scalar), length)
  }
}

/// What a scalar is to the word scanner.
private enum ScalarClass {
  case word, space, opening, closing, other

  init(_ scalar: Unicode.Scalar) {
    if scalar.isASCII {
      self.init(ascii: UInt8(scalar.value))
      return
    }
    switch scalar {
    case "“", "‘", "«", "¿", "¡": self = .opening
    case "”", "’", "»", "…": self = .closing
    default:
      let properties = scalar.properties
      if properties.isWhitespace {
        self = .space
        return
      }
      switch properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
        .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
        self = .word
      default: self = .other
      }
    }
  }

  @inline(__always)
  init(ascii byte: UInt8) {
    switch byte {
    case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F: self = .word  // a-z A-Z 0-9 _
    case 0x20, 0x09...0x0D: self = .space
    case 0x28, 0x5B, 0x7B: self = .opening  // ( [ {
    case 0x29, 0x5D, 0x7D, 0x2C, 0x2E, 0x3B, 0x3A, 0x21, 0x3F, 0x25: self = .closing  // ) ] } , . ; : ! ? %
    default: self = .other
    }
  }
}
