import JSONTree
import JupyterProtocol

/// Text of one stream that one request caused, growing until it is worth a message.
struct StreamText: Equatable, Sendable {
  let stream: StandardStream
  /// The header of the request.
  let parent: JSONValue
  private(set) var text: String

  /// Bytes that fill a message.
  static let fullSize = 65536

  init(_ text: String, _ stream: StandardStream, parent: JSONValue) {
    self.text = text
    self.stream = stream
    self.parent = parent
  }

  var byteCount: Int { text.utf8.count }
  var isFull: Bool { byteCount >= Self.fullSize }

  /// Takes in `other`, which follows this, if both can be one message.
  mutating func append(_ other: StreamText) -> Bool {
    guard stream == other.stream, !isFull, parent == other.parent else { return false }
    text += other.text
    return true
  }

  func message(from session: Session) -> Message {
    Message(
      identities: [Array("stream.\(stream.rawValue)".utf8)], header: Header(.stream, session: session),
      parentHeader: parent, content: ["name": .string(stream.rawValue), "text": .string(text)])
  }
}
