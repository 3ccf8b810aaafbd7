#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file that grows at its end, as a log.
package struct AppendedFile: ~Copyable {
  /// Bytes in the file.
  package private(set) var length: Int
  private let path: String
  private let descriptor: CInt

  /// Opens the file at `path`, or makes it, and cuts off what is beyond `kept` bytes.
  package init(_ path: String, keeping kept: Int) throws(FileError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError(path: path, action: "write", reason: systemError()) }
    let length = min(kept, Int(lseek(descriptor, 0, SEEK_END)))
    guard length >= 0, ftruncate(descriptor, off_t(length)) == 0 else {
      let reason = systemError()
      _ = close(descriptor)
      throw FileError(path: path, action: "write", reason: reason)
    }
    self.path = path
    self.descriptor = descriptor
    self.length = length
  }

  deinit {
    _ = close(descriptor)
  }

  /// Appends `bytes`.
  package mutating func append(_ bytes: [UInt8]) throws(FileError) {
    let descriptor = descriptor
    guard bytes.withUnsafeBytes({ writeAll($0, to: descriptor) }) else {
      throw FileError(path: path, action: "write", reason: systemError())
    }
    length += bytes.count
  }

  /// Has the disk keep what was appended.
  package func synchronize() throws(FileError) {
    guard fsync(descriptor) == 0 else { throw FileError(path: path, action: "write", reason: systemError()) }
  }
}
