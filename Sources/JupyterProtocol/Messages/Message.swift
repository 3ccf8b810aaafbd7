package import JSONTree

/// One message of the Jupyter protocol, as a value.
package struct Message: Equatable, Sendable {
  /// Where it came from or goes to: the routing frames before the delimiter. For a published message, its topic.
  package var identities: [[UInt8]]
  package var header: Header
  /// The header of the message that this one was caused by; `{}` if by none.
  package var parentHeader: JSONValue
  package var metadata: JSONValue
  package var content: JSONValue
  /// Binary data behind the JSON. It is not signed.
  package var buffers: [[UInt8]]

  package init(
    identities: [[UInt8]] = [], header: Header, parentHeader: JSONValue = [:], metadata: JSONValue = [:],
    content: JSONValue = [:], buffers: [[UInt8]] = []
  ) {
    self.identities = identities
    self.header = header
    self.parentHeader = parentHeader
    self.metadata = metadata
    self.content = content
    self.buffers = buffers
  }

  /// The answer to this request, for the client that sent it. Nil if this is not a request.
  package func reply(_ content: JSONValue, metadata: JSONValue = [:], from session: Session) -> Message? {
    guard let type = header.type.reply else { return nil }
    return Message(
      identities: identities, header: Header(type, session: session), parentHeader: header.json, metadata: metadata,
      content: content)
  }
}
