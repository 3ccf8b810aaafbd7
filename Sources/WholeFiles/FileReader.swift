#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A regular file, read from its start on; what is asked for comes whole, or an error says why not.
package struct FileReader: ~Copyable {
  /// Bytes in the file when it was opened.
  package let length: Int
  private let path: String
  private let descriptor: CInt

  /// Opens `path`. Only regular files: a device may have no end.
  package init(_ path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError(path: path, action: "read", reason: systemError()) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      _ = close(descriptor)
      throw FileError(path: path, action: "read", reason: "it is not a regular file")
    }
    self.path = path
    self.descriptor = descriptor
    length = Int(status.st_size)
  }

  deinit {
    _ = close(descriptor)
  }

  /// The next `count` bytes, fewer only where the file's ``length`` ends; an error where it was cut off meanwhile.
  package func read(_ count: Int) throws(FileError) -> [UInt8] {
    let offset = Int(lseek(descriptor, 0, SEEK_CUR))
    let wanted = min(count, max(0, length - offset))
    let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      while filled < wanted {
        let got = systemRead(descriptor, buffer.baseAddress.map { $0 + filled }, wanted - filled)
        if got < 0 && errno == EINTR { continue }
        guard got > 0 else { return }
        filled += got
      }
    }
    guard bytes.count == wanted else {
      throw FileError(path: path, action: "read", reason: "it ended after \(offset + bytes.count) of \(length) bytes")
    }
    return bytes
  }
}

extension FileReader {
  /// All of the file at `path`.
  package static func contents(of path: String) throws(FileError) -> [UInt8] {
    let file = try FileReader(path)
    return try file.read(file.length)
  }
}

private func systemRead(_ descriptor: CInt, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  #if canImport(Darwin)
    Darwin.read(descriptor, buffer, count)
  #elseif canImport(Glibc)
    Glibc.read(descriptor, buffer, count)
  #elseif canImport(Musl)
    Musl.read(descriptor, buffer, count)
  #endif
}
