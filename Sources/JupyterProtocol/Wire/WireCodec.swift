private import JSONTree

/// Between messages and the frames of ZeroMQ:
/// identities…, `<IDS|MSG>`, signature, header, parent header, metadata, content, buffers….
package struct WireCodec: Sendable {
  private let authenticator: Authenticator

  package init(_ authenticator: Authenticator) { self.authenticator = authenticator }

  /// What stands between the identities and the message.
  package static let delimiter = Array("<IDS|MSG>".utf8)

  /// The frames of `message`, signed.
  package func frames(_ message: Message) -> [[UInt8]] {
    let parts = [message.header.json, message.parentHeader, message.metadata, message.content].map(\.encoded)
    return message.identities + [Self.delimiter, authenticator.signature(of: parts)] + parts + message.buffers
  }

  /// The message in `frames`, which must be signed rightly, and for the first time as far as `replays` remembers.
  ///
  /// The signature is checked before anything else is read.
  package func message(_ frames: [[UInt8]], replays: inout ReplayGuard) throws(WireError) -> Message {
    guard let delimiter = frames.firstIndex(of: Self.delimiter) else { throw .noDelimiter }
    let body = frames[(delimiter + 1)...]
    guard body.count >= 5, let signature = body.first else { throw .truncated(frames: body.count) }
    let parts = body.dropFirst().prefix(4)
    try authenticator.check(signature, of: parts)
    if authenticator.isSigning { try replays.admit(signature) }
    let first = parts.startIndex
    return Message(
      identities: Array(frames[..<delimiter]),
      header: try Header(decoding: Self.object(parts[first], "header")),
      parentHeader: try Self.object(parts[first + 1], "parent header"),
      metadata: try Self.object(parts[first + 2], "metadata"),
      content: try Self.object(parts[first + 3], "content"),
      buffers: Array(body.dropFirst(5)))
  }

  private static func object(_ bytes: [UInt8], _ part: String) throws(WireError) -> JSONValue {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: bytes[...])
    } catch {
      throw .syntax(part: part, error)
    }
    guard case .object = value else { throw .notAnObject(part: part) }
    return value
  }
}
