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
    let offset = firstIllFormedByte(bytes)
    throw .notUTF8(path: path, offset: offset, byte: bytes[offset])
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

  private static func firstIllFormedByte(_ bytes: [UInt8]) -> Int {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while case .valid(let encoded) = parser.parseScalar(from: &iterator) { offset += encoded.count }
    return offset
  }
}
