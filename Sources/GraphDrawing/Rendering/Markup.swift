/// Text made safe to stand in XML, whatever it holds.
package enum Markup {
  /// `text` with markup characters written as references, and characters that XML 1.0 does not allow made visible.
  package static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { needsCare($0) }) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(visible(scalar))
      }
    }
    return result
  }

  /// A character that may stand in any text: control characters become their pictures (U+2400…), and what is no
  /// character at all the replacement character.
  static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
    case 0x7F: "\u{2421}"
    case 0x80...0x9F, 0xFFFE, 0xFFFF: "\u{FFFD}"
    default: scalar
    }
  }

  /// Whether a byte of UTF-8 may belong to something that is not written as it is.
  private static func needsCare(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xEF || [0x22, 0x26, 0x27, 0x3C, 0x3E].contains(byte)
  }
}
