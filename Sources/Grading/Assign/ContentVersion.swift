import NotebookFormat

/// The version of a lab whose author gives it none.
enum ContentVersion {
  /// A hash of what learners see, 16 hexadecimal digits (64-bit FNV-1a; Fowler, Noll & Vo): it changes whenever that does,
  /// and tells nothing about solutions.
  static func of(_ cells: [Cell]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for cell in cells {
      // No text has a byte 0xFF, so that what one cell loses to the next is seen.
      for byte in Array(cell.kind.rawValue.utf8) + [0xFF] + Array(cell.source.utf8) + [0xFF] {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
      }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
