import JSONTree
import JupyterProtocol

/// Sends a kernel's messages, from any thread.
struct MessageSender: Sendable {
  private let outbox: Outbox
  private let codec: WireCodec
  private let session: Session

  init(_ outbox: Outbox, _ codec: WireCodec, _ session: Session) {
    self.outbox = outbox
    self.codec = codec
    self.session = session
  }

  /// Answers `request` on the channel it came on.
  func reply(to request: Message, on channel: Channel, _ content: JSONValue, metadata: JSONValue = [:]) {
    guard let message = request.reply(content, metadata: metadata, from: session) else { return }
    outbox.order(.send(codec.frames(message), channel))
  }

  /// Asks the client that sent `request` for input.
  func ask(_ request: Message, _ content: JSONValue) {
    let message = Message(
      identities: request.identities, header: Header(.inputRequest, session: session),
      parentHeader: request.header.json, content: content)
    outbox.order(.send(codec.frames(message), .stdin))
  }

  /// Tells every client something that `request` caused.
  func publish(_ type: MessageType, _ content: JSONValue, causedBy request: Message) {
    let message = Message(
      identities: [Array(type.rawValue.utf8)], header: Header(type, session: session),
      parentHeader: request.header.json, content: content)
    outbox.publish(.frames(codec.frames(message)))
  }

  /// Shows every client text that `request` caused.
  func publish(_ text: String, _ stream: StandardStream, causedBy request: Message) {
    outbox.publish(.text(StreamText(text, stream, parent: request.header.json)))
  }

  func publishStatus(_ state: ExecutionState, causedBy request: Message) {
    publish(.status, ["execution_state": .string(state.rawValue)], causedBy: request)
  }

  /// Has a mark put behind all requests on shell that have come by now.
  func markShell() { outbox.order(.markShell) }

  /// Ends the channels once everything is sent.
  func end() { outbox.order(.end) }
}

/// What a kernel does at the moment.
enum ExecutionState: String {
  case busy
  case idle
}
