#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension Folder {
  /// Runs `body` while no other process that asks does so with this folder. The system ends the lock with the process,
  /// however that ends, and nothing is left in the folder.
  ///
  /// - Returns: nil, without having run `body`, where another process has the folder.
  package static func whileLocked<Result>(_ path: String, _ body: () throws -> Result) throws -> Result? {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, action: "open", reason: systemError()) }
    defer { _ = close(descriptor) }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return nil }
      // Where the disk has no locks, two processes are the user's to avoid.
      if errno != EINTR { break }
    }
    return try body()
  }
}
