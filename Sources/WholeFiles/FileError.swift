#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the operating system refused.
package struct FileError: Error, Equatable, CustomStringConvertible {
  /// The file.
  package let path: String
  /// What was tried, as "read" or "write".
  package let action: String
  /// The system's words for why not.
  package let reason: String

  package init(path: String, action: String, reason: String) {
    (self.path, self.action, self.reason) = (path, action, reason)
  }

  /// Whether the reason is that there is no such file or folder.
  package var isMissing: Bool { reason == String(cString: strerror(ENOENT)) }

  package var description: String { "cannot \(action) \(path): \(reason)" }
}

/// What the operating system says of the last failure.
func systemError() -> String {
  String(cString: strerror(errno))
}
