/// A place in a text, as an editor shows it.
package struct TextPosition: Equatable, Sendable, CustomStringConvertible {
  /// From 1; lines end at `\n`, `\r\n` or `\r`.
  package let line: Int
  /// From 1, in Unicode scalars.
  package let column: Int
  /// Bytes before the place.
  package let offset: Int

  /// The place `offset` bytes from the beginning of `text`.
  package init(offset: Int, in text: ArraySlice<UInt8>) {
    var (line, column) = (1, 1)
    var previous: UInt8 = 0
    for byte in text.prefix(offset) {
      switch byte {
      case UInt8(ascii: "\n") where previous == UInt8(ascii: "\r"): break
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): (line, column) = (line + 1, 1)
      case 0x80..<0xC0: break  // inside a scalar
      default: column += 1
      }
      previous = byte
    }
    (self.line, self.column, self.offset) = (line, column, offset)
  }

  package var description: String { "line \(line), column \(column) (byte \(offset))" }
}
