#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The bytes of a regular file as a collection that the operating system pages in where they are read: a file of any
/// size, and no memory of the program's own.
///
/// The file must keep its length as long as the value lives: of a file that is cut off meanwhile, reading what is gone
/// ends the program. ``checkLength()`` finds that out before.
package struct MappedBytes: RandomAccessCollection {
  /// Ends the mapping with the last copy of the value.
  private final class Mapping {
    let path: String
    let descriptor: CInt
    let bytes: UnsafeRawBufferPointer

    init(_ path: String, _ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) {
      (self.path, self.descriptor, self.bytes) = (path, descriptor, bytes)
    }

    deinit {
      _ = close(descriptor)
      guard let base = bytes.baseAddress else { return }
      _ = munmap(UnsafeMutableRawPointer(mutating: base), bytes.count)
    }
  }

  private let mapping: Mapping
  @usableFromInline let bytes: UnsafeRawBufferPointer

  /// Maps the file at `path`.
  package init(_ path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError(path: path, action: "read", reason: systemError()) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      _ = close(descriptor)
      throw FileError(path: path, action: "read", reason: "it is not a regular file")
    }
    let length = Int(status.st_size)
    if length == 0 {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
    } else {
      guard let start = mmap(nil, length, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
        let reason = systemError()
        _ = close(descriptor)
        throw FileError(path: path, action: "read", reason: reason)
      }
      bytes = UnsafeRawBufferPointer(start: start, count: length)
    }
    mapping = Mapping(path, descriptor, bytes)
  }

  /// Makes sure that the file is as long as it was.
  ///
  /// - Throws: where it has been cut off.
  package func checkLength() throws(FileError) {
    var status = stat()
    let length = fstat(mapping.descriptor, &status) == 0 ? Int(status.st_size) : bytes.count
    guard length < bytes.count else { return }
    throw FileError(
      path: mapping.path, action: "read",
      reason: "it was cut off while it was in use: of \(bytes.count) bytes \(length) are left")
  }

  package var startIndex: Int { 0 }
  @inlinable package var endIndex: Int { bytes.count }

  @inlinable package subscript(position: Int) -> UInt8 {
    precondition(position >= 0 && position < bytes.count, "MappedBytes: no byte \(position) of \(bytes.count)")
    return bytes[position]
  }

  /// Calls `body` with all bytes.
  package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    withExtendedLifetime(mapping) { body(bytes) }
  }

  package func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result? {
    try withExtendedLifetime(mapping) { try body(bytes.bindMemory(to: UInt8.self)) }
  }
}
