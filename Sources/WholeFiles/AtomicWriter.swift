#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes `chunks` into a new file beside `path`, has the disk keep it, and renames it to `path`.
///
/// Whatever happens, `path` is what it was or whole and new. A file that is replaced keeps its permissions, and a symbolic
/// link goes on pointing to it. Where writing fails the new file is removed; after a kill it may stay, as `path` with a
/// random ending and `.partial`.
package func writeAtomically(_ chunks: [ArraySlice<UInt8>], to path: String) throws(FileError) {
  let target = resolved(path)
  let partial = "\(target).\(String(UInt64.random(in: .min ... .max), radix: 36)).partial"
  let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
  guard descriptor >= 0 else { throw FileError(path: path, action: "write", reason: systemError()) }
  keepPermissions(of: target, on: descriptor)
  var written = chunks.allSatisfy { write($0, to: descriptor) } && fsync(descriptor) == 0
  var reason = written ? "" : systemError()
  if close(descriptor) != 0 && written {
    (written, reason) = (false, systemError())
  }
  if written && rename(partial, target) != 0 {
    (written, reason) = (false, systemError())
  }
  guard written else {
    _ = unlink(partial)
    throw FileError(path: path, action: "write", reason: reason)
  }
  syncDirectory(of: target)
}

/// What `path` leads to, if it is there.
private func resolved(_ path: String) -> String {
  guard let found = realpath(path, nil) else { return path }
  defer { free(found) }
  return String(cString: found)
}

private func keepPermissions(of path: String, on descriptor: CInt) {
  var status = stat()
  guard stat(path, &status) == 0 else { return }
  _ = fchmod(descriptor, status.st_mode & 0o7777)
}

private func write(_ bytes: ArraySlice<UInt8>, to descriptor: CInt) -> Bool {
  bytes.withUnsafeBytes { buffer in
    var position = 0
    while position < buffer.count {
      let count = systemWrite(descriptor, buffer.baseAddress.map { $0 + position }, buffer.count - position)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      position += count
    }
    return true
  }
}

/// Has the disk keep the renaming too. Some file systems refuse; the file itself is safe by then.
private func syncDirectory(of path: String) {
  let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
  let descriptor = open(directory, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  _ = fsync(descriptor)
  _ = close(descriptor)
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
