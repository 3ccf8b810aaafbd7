#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A pipe by which other threads wake the one that waits for sockets.
final class Waker: Sendable {
  /// Readable once ``wake()`` was called, until ``clear()``.
  let descriptor: CInt
  private let entrance: CInt

  init() throws(ZeroMQError) {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { throw ZeroMQError(action: "open a pipe", code: errno) }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (descriptor, entrance) = (ends[0], ends[1])
  }

  deinit {
    _ = close(descriptor)
    _ = close(entrance)
  }

  /// A full pipe wakes as well as one more byte would.
  func wake() {
    var byte: UInt8 = 0
    _ = write(entrance, &byte, 1)
  }

  func clear() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(descriptor, &bytes, bytes.count) == bytes.count {}
  }
}
