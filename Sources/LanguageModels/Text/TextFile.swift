#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reading a text, and saying exactly what is wrong with a file that is none.
public enum TextFile {
  /// The most bytes `read` takes unless told otherwise: 1 GiB.
  public static let defaultLimit = 1 << 30

  /// The contents of the file at `path`, unchanged: a byte order mark and the line ends stay as they are,
  /// so that `Array(text.utf8)` is the file.
  ///
  /// - Throws: `.missing`, `.unreadable` (a folder, no permission), `.tooLarge`, `.empty`, `.binary` with the offset
  ///   of the first NUL, or `.notUTF8` with the offset of the first byte that belongs to no well-formed character.
  public static func read(_ path: String, limit: Int = defaultLimit) throws(TextError) -> String {
    try text(bytes(at: path, limit: limit), path: path)
  }

  /// The text that `bytes` spell; `path` only names them in errors.
  package static func text(_ bytes: [UInt8], path: String) throws(TextError) -> String {
    if bytes.isEmpty { throw .empty(path: path) }
    if let offset = bytes.firstIndex(of: 0) { throw .binary(path: path, offset: offset) }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    throw notUTF8(ContiguousArray(bytes), path: path)
  }

  /// Checks that `bytes` are a text, without a copy, and says whether all of it is ASCII. O(bytes).
  static func checkText(_ bytes: some ByteText, path: String) throws(TextError) -> Bool {
    if bytes.isEmpty { throw .empty(path: path) }
    var (isASCII, offset) = (true, 0)
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == 0 { throw .binary(path: path, offset: offset) }
      if byte < 0x80 {
        offset += 1
      } else if let length = lengthOfScalar(bytes, at: offset) {
        (isASCII, offset) = (false, offset + length)
      } else if let zero = bytes[offset...].firstIndex(of: 0) {
        throw .binary(path: path, offset: zero)  // a text in UTF-16 rather than a damaged one
      } else {
        throw .notUTF8(path: path, offset: offset, byte: byte)
      }
    }
    return isASCII
  }

  /// Reads in pieces, so that an endless file (a device) meets the limit and not the end of memory.
  private static func bytes(at path: String, limit: Int) throws(TextError) -> [UInt8] {
    guard let file = fopen(path, "rb") else {
      if errno == ENOENT || errno == ENOTDIR { throw .missing(path: path) }
      throw .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    let piece = 1 << 20
    while true {
      let read = [UInt8](unsafeUninitializedCapacity: piece) { buffer, count in
        count = fread(buffer.baseAddress, 1, piece, file)
      }
      bytes += read
      if bytes.count > limit { throw .tooLarge(path: path, limit: limit) }
      if read.count < piece { break }
    }
    if ferror(file) != 0 { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
    return bytes
  }

  private static func notUTF8(_ bytes: some ByteText, path: String) -> TextError {
    var offset = 0
    while let length = lengthOfScalar(bytes, at: offset) { offset += length }
    return .notUTF8(path: path, offset: offset, byte: bytes[offset])
  }

  /// The number of bytes of the scalar at `offset`; nil where there is none that is well formed.
  private static func lengthOfScalar(_ bytes: some ByteText, at offset: Int) -> Int? {
    if offset >= bytes.count { return nil }
    if bytes[offset] < 0x80 { return 1 }
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes[offset..<Swift.min(offset + 4, bytes.count)].makeIterator()
    guard case .valid(let scalar) = parser.parseScalar(from: &iterator) else { return nil }
    return scalar.count
  }
}
