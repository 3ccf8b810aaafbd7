#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file that is written piece by piece beside its place and put there when it is whole.
///
/// Until ``commit()`` the place is what it was. A file that is never committed is removed; after a kill it may stay, as
/// the path with a random ending and `.partial`.
package struct AtomicFile: ~Copyable {
  /// What the path of an unfinished file ends with.
  package static let partialExtension = "partial"

  /// Bytes written so far.
  package private(set) var length = 0
  private let path: String
  private let target: String
  private let partial: String
  private let descriptor: CInt
  private var isOpen = true

  /// Begins a file that will be at `path`. A symbolic link there goes on pointing to it, and a file that is replaced
  /// keeps its permissions.
  package init(_ path: String) throws(FileError) {
    let target = Self.resolved(path)
    let partial = "\(target).\(String(UInt64.random(in: .min ... .max), radix: 36)).\(Self.partialExtension)"
    let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError(path: path, action: "write", reason: systemError()) }
    (self.path, self.target, self.partial, self.descriptor) = (path, target, partial, descriptor)
    var status = stat()
    if stat(target, &status) == 0 { _ = fchmod(descriptor, status.st_mode & 0o7777) }
  }

  deinit {
    guard isOpen else { return }
    _ = close(descriptor)
    _ = unlink(partial)
  }

  /// Appends `bytes`.
  package mutating func write(_ bytes: some Collection<UInt8>) throws(FileError) {
    let descriptor = descriptor
    let isWritten =
      bytes.withContiguousStorageIfAvailable { writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
      ?? Array(bytes).withUnsafeBytes { writeAll($0, to: descriptor) }
    guard isWritten else { throw failure() }
    length += bytes.count
  }

  /// Has the disk keep the file and puts it at the path it was begun with.
  package consuming func commit() throws(FileError) {
    try commit(to: target)
  }

  /// Has the disk keep the file and puts it at `place`, in the same folder as the path it was begun with: for a name
  /// that is known only when the contents are.
  package consuming func commit(to place: String) throws(FileError) {
    guard fsync(descriptor) == 0 else { throw failure() }
    isOpen = false
    guard close(descriptor) == 0, rename(partial, place) == 0 else {
      let failure = failure()
      _ = unlink(partial)
      throw failure
    }
    syncDirectory(of: place)
  }

  private func failure() -> FileError { FileError(path: path, action: "write", reason: systemError()) }

  /// What `path` leads to, if it is there.
  private static func resolved(_ path: String) -> String {
    guard let found = realpath(path, nil) else { return path }
    defer { free(found) }
    return String(cString: found)
  }
}

/// Writes `chunks` into a new file beside `path` and puts it there: whatever happens, `path` is what it was or whole and
/// new.
package func writeAtomically(_ chunks: [ArraySlice<UInt8>], to path: String) throws(FileError) {
  var file = try AtomicFile(path)
  for chunk in chunks { try file.write(chunk) }
  try file.commit()
}

/// Has the disk keep the renaming too. Some file systems refuse; the file itself is safe by then.
private func syncDirectory(of path: String) {
  let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
  let descriptor = open(directory, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  _ = fsync(descriptor)
  _ = close(descriptor)
}

/// Writes all of `buffer`; false where the system refuses.
func writeAll(_ buffer: UnsafeRawBufferPointer, to descriptor: CInt) -> Bool {
  var position = 0
  while position < buffer.count {
    let count = systemWrite(descriptor, buffer.baseAddress.map { $0 + position }, buffer.count - position)
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { return false }
    position += count
  }
  return true
}

private func systemWrite(_ descriptor: CInt, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  #if canImport(Darwin)
    Darwin.write(descriptor, buffer, count)
  #elseif canImport(Glibc)
    Glibc.write(descriptor, buffer, count)
  #elseif canImport(Musl)
    Musl.write(descriptor, buffer, count)
  #endif
}
