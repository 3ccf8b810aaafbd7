package import JSONTree

/// Why a connection file is of no use: which file, what is wrong with it, and what would be right. Never its key.
package enum ConnectionFileError: Error, Equatable, CustomStringConvertible {
  /// The operating system refused.
  case unreadable(path: String, reason: String)
  /// Others than its owner may read or write the file; `mode` has the permission bits.
  case notPrivate(path: String, mode: UInt32)
  /// The file belongs to somebody else.
  case foreign(path: String)
  /// The text is not JSON.
  case syntax(path: String, JSONValue.SyntaxError)
  /// A field is missing, or not what it should be.
  case field(path: String, name: String, expected: String)

  /// One sentence for the person who started the kernel.
  package var description: String {
    switch self {
    case .unreadable(let path, let reason):
      return "cannot read the connection file \(path): \(reason)"
    case .notPrivate(let path, let mode):
      let digits = String(mode, radix: 8)
      return "others may read the key in the connection file \(path) (mode \(digits)); make it private: chmod 600"
    case .foreign(let path):
      return "the connection file \(path) belongs to another user, who could send code to this kernel"
    case .syntax(let path, let error):
      return "the connection file \(path) is not JSON: \(error.reason) at byte \(error.offset)"
    case .field(let path, let name, let expected):
      return "\(name) in the connection file \(path) must be \(expected)"
    }
  }
}
