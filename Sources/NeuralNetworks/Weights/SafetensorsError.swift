/// Why bytes are not a safetensors file: what is wrong, where, and what would be right.
public enum SafetensorsError: Error, Equatable, CustomStringConvertible {
  /// The file is shorter than the eight bytes that give the header's length.
  case tooShort(length: Int)
  /// The header would reach beyond the end of the file, or is longer than the format allows.
  case headerLength(UInt64, fileLength: Int)
  /// The header is not JSON, a name occurs twice in it, or it is not an object; `offset` counts from the file's start.
  case header(offset: Int, reason: String)
  /// A tensor's description lacks a part, or a part has the wrong form.
  case entry(name: String, reason: String)
  /// A tensor's `dtype` is not one of ``SafetensorsElementType``.
  case elementType(name: String, found: String)
  /// A tensor's bytes would reach beyond the data, or end before they begin.
  case offsets(name: String, begin: Int, end: Int, available: Int)
  /// A tensor's offsets do not hold exactly its shape's elements.
  case size(name: String, shape: [Int], elementType: SafetensorsElementType, expected: Int, found: Int)
  /// Two tensors share bytes.
  case overlap(name: String, other: String, at: Int)
  /// Bytes of the data that belong to no tensor.
  case hole(begin: Int, end: Int)

  /// One sentence for the person whose file it is.
  public var description: String {
    switch self {
    case .tooShort(let length):
      "the file ends after \(length) bytes, and a safetensors file begins with 8 that give its header's length"
    case .headerLength(let header, let file):
      if header > UInt64(SafetensorsHeader.longest) {
        "the header's length is given as \(header) bytes, and the format allows \(SafetensorsHeader.longest)"
      } else {
        "the header's length is given as \(header) bytes, but only \(max(0, file - 8)) follow: the file is cut off, "
          + "or is not a safetensors file"
      }
    case .header(let offset, let reason):
      "the header is wrong at byte \(offset) of the file: \(reason)"
    case .entry(let name, let reason):
      "tensor \(abbreviated(name)): \(reason)"
    case .elementType(let name, let found):
      "tensor \(abbreviated(name)) has dtype \(abbreviated(found)); known are "
        + SafetensorsElementType.allCases.map(\.rawValue).joined(separator: ", ")
    case .offsets(let name, let begin, let end, let available):
      "tensor \(abbreviated(name)) has data offsets \(begin) to \(end), and the file has data from 0 to \(available)"
    case .size(let name, let shape, let elementType, let expected, let found):
      "tensor \(abbreviated(name)) of shape \(abbreviated(shape)) and dtype \(elementType.rawValue) takes \(expected) "
        + "bytes, and its data offsets hold \(found)"
    case .overlap(let name, let other, let at):
      "tensors \(abbreviated(other)) and \(abbreviated(name)) both have byte \(at) of the data"
    case .hole(let begin, let end):
      "bytes \(begin) to \(end) of the data belong to no tensor"
    }
  }
}

/// A name out of a file, quoted and shortened for a message: it may be hostile, and as long as a header.
func abbreviated(_ name: String) -> String {
  let start = String(name.prefix(80))
  return start.debugDescription + (start.utf8.count < name.utf8.count ? "…" : "")
}

/// A shape out of a file as `(2, 3)`, shortened.
func abbreviated(_ shape: [Int]) -> String {
  let start = shape.prefix(8).map(String.init).joined(separator: ", ")
  return "(" + start + (shape.count > 8 ? ", …" : "") + ")"
}
