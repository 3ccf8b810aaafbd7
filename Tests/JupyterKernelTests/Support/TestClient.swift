import CZeroMQ
import JSONTree
import JupyterProtocol
import Testing

@testable import JupyterKernel

/// A front end that speaks raw ZeroMQ, and so can also say what no front end would.
///
/// It looks for messages instead of waiting in ZeroMQ: tests share few threads with the kernel.
actor TestClient {
  private let sockets: ChannelSockets
  let session = Session(username: "tester")
  let codec: WireCodec
  private var replays = ReplayGuard()

  struct Silence: Error, CustomStringConvertible {
    let channel: Channel
    var description: String { "nothing came on \(channel)" }
  }

  init(
    _ endpoints: [Channel: String], key: [UInt8], identity: String = "client", curve: Connection.CurveKeys? = nil
  ) throws {
    codec = WireCodec(Authenticator(key: key))
    let context = try ZeroMQContext()
    let connected = try ChannelSockets { channel throws(ZeroMQError) in
      let socket = try ZeroMQSocket(channel == .iopub ? .subscriber : .dealer, in: context)
      try socket.set(ZMQ_LINGER, 0)
      try socket.set(ZMQ_RCVHWM, 0)
      if let curve {
        // Any pair of keys will do for a client.
        try socket.set(ZMQ_CURVE_SERVERKEY, Array(curve.publicKey.utf8))
        try socket.set(ZMQ_CURVE_PUBLICKEY, Array(curve.publicKey.utf8))
        try socket.set(ZMQ_CURVE_SECRETKEY, Array(curve.secretKey.utf8))
      }
      if channel == .iopub {
        try socket.set(ZMQ_SUBSCRIBE, [])
      } else {
        try socket.set(ZMQ_ROUTING_ID, Array(identity.utf8))
      }
      try socket.connect(endpoints[channel] ?? "")
      return socket
    }
    sockets = connected
  }

  // MARK: Sending

  func request(_ type: MessageType, _ content: JSONValue = [:]) -> Message {
    Message(header: Header(type, session: session), content: content)
  }

  /// Sends a request and returns it.
  @discardableResult
  func send(_ type: MessageType, _ content: JSONValue = [:], on channel: Channel = .shell) throws -> Message {
    let request = request(type, content)
    try send(codec.frames(request), on: channel)
    return request
  }

  func send(_ frames: [[UInt8]], on channel: Channel) throws {
    let isSent = try sockets.send(frames, on: channel)
    #expect(isSent)
  }

  // MARK: Receiving

  func receiveFrames(on channel: Channel, within limit: Duration = .seconds(30)) async throws -> [[UInt8]] {
    let start = ContinuousClock.now
    while true {
      if let frames = try sockets.receive(on: channel) { return frames }
      guard ContinuousClock.now - start < limit else { throw Silence(channel: channel) }
      try await Task.sleep(for: .milliseconds(1))
    }
  }

  func receive(on channel: Channel, within limit: Duration = .seconds(30)) async throws -> Message {
    try codec.message(try await receiveFrames(on: channel, within: limit), replays: &replays)
  }

  /// The answer to `request`, which must be the next on its channel.
  func reply(to request: Message, on channel: Channel = .shell) async throws -> Message {
    let reply = try await receive(on: channel)
    #expect(reply.header.type == request.header.type.reply)
    #expect(reply.parentHeader == request.header.json)
    return reply
  }

  /// Everything published for `request`, which must begin with busy and end with idle; both are left out.
  func publications(of request: Message) async throws -> [Message] {
    var publications: [Message] = []
    while true {
      let message = try await receive(on: .iopub)
      guard message.parentHeader == request.header.json else { continue }
      if message.header.type == .status, message.content["execution_state"] == "idle" { break }
      publications.append(message)
    }
    let first = try #require(publications.first)
    #expect(first.header.type == .status)
    #expect(first.content == ["execution_state": "busy"])
    return Array(publications.dropFirst())
  }

  /// Runs `code`; its reply and what was published for it, but for the code itself.
  func execute(_ code: String, _ options: [JSONValue.Member] = []) async throws -> (Message, [Message]) {
    let request = try send(.executeRequest, Self.execution(code, options))
    let reply = try await reply(to: request)
    var publications = try await publications(of: request)
    if publications.first?.header.type == .executeInput {
      #expect(publications.removeFirst().content["code"] == .string(code))
    }
    return (reply, publications)
  }

  static func execution(_ code: String, _ options: [JSONValue.Member] = []) -> JSONValue {
    .object([.init(name: "code", value: .string(code))] + options)
  }

  /// Waits for the first message on iopub, from when on no other is missed.
  func subscribe() async throws {
    while try await receive(on: .iopub).header.type != .subscriptionWelcome {}
  }
}
