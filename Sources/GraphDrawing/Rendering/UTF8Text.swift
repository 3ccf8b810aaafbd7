/// Text that grows by many small pieces: bytes of UTF-8, which cost far less to append than pieces of a `String`.
struct UTF8Text {
  private(set) var bytes: [UInt8] = []

  /// The text as a string.
  var string: String { String(decoding: bytes, as: UTF8.self) }

  mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

  static func += (text: inout UTF8Text, piece: String) { text.bytes.append(contentsOf: piece.utf8) }

  /// Appends `value`, rounded to one decimal and written without a locale.
  mutating func append(_ value: Double) {
    let tenths = Int((value * 10).rounded())
    if tenths < 0 { bytes.append(UInt8(ascii: "-")) }
    append(digitsOf: tenths.magnitude / 10)
    if tenths % 10 != 0 {
      bytes.append(UInt8(ascii: "."))
      append(digitsOf: tenths.magnitude % 10)
    }
  }

  private mutating func append(digitsOf number: UInt) {
    let start = bytes.count
    var rest = number
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    if bytes.count - start > 1 { bytes[start...].reverse() }
  }
}
