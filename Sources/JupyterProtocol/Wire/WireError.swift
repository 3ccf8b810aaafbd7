package import JSONTree

/// Why frames are no message for us. None of the texts repeats what came: it may be secret, and it may be hostile.
package enum WireError: Error, Equatable, CustomStringConvertible {
  /// No frame is the delimiter.
  case noDelimiter
  /// Fewer than five frames follow the delimiter.
  case truncated(frames: Int)
  /// Messages must be signed here, and this one is not.
  case unsigned
  /// The signature is not that of these frames under our key.
  case wrongSignature
  /// A message with this signature came before.
  case replayed
  /// A frame is not JSON.
  case syntax(part: String, JSONValue.SyntaxError)
  /// A frame is JSON, but not an object.
  case notAnObject(part: String)
  /// The header lacks a text that is needed.
  case header(field: String)

  /// One sentence for the log.
  package var description: String {
    switch self {
    case .noDelimiter: "it has no <IDS|MSG> delimiter"
    case .truncated(let frames): "\(frames) frames follow the delimiter, and a signature and four parts must"
    case .unsigned: "it is not signed, and the connection file has a key"
    case .wrongSignature: "its signature is not that of its content under the connection file's key"
    case .replayed: "a message with the same signature came before"
    case .syntax(let part, let error): "its \(part) is not JSON: \(error.reason) at byte \(error.offset)"
    case .notAnObject(let part): "its \(part) is not a JSON object"
    case .header(let field): "its header has no text \(field)"
    }
  }
}
