import CZeroMQ
import JSONTree
import JupyterProtocol
import Testing

@testable import JupyterKernel

/// A front end that speaks raw ZeroMQ, and so can also say what no front end would.
///
/// It looks for messages instead of waiting in ZeroMQ: tests share few threads with the kernel.
actor TestClient {
  private let shell: ZeroMQSocket
  private let control: ZeroMQSocket
  private let stdin: ZeroMQSocket
  private let iopub: ZeroMQSocket
  private let heartbeat: ZeroMQSocket
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
    func connected(_ channel: Channel, _ kind: ZeroMQSocket.Kind) throws -> ZeroMQSocket {
      let socket = try ZeroMQSocket(kind, in: context)
      try socket.set(ZMQ_LINGER, 0)
      try socket.set(ZMQ_RCVHWM, 0)
      if let curve {
        // Any pair of keys will do for a client.
        try socket.set(ZMQ_CURVE_SERVERKEY, Array(curve.publicKey.utf8))
        try socket.set(ZMQ_CURVE_PUBLICKEY, Array(curve.publicKey.utf8))
        try socket.set(ZMQ_CURVE_SECRETKEY, Array(curve.secretKey.utf8))
      }
      if kind == .subscriber {
        try socket.set(ZMQ_SUBSCRIBE, [])
      } else {
        try socket.set(ZMQ_ROUTING_ID, Array(identity.utf8))
      }
      try socket.connect(try #require(endpoints[channel]))
      return socket
    }
    let shell = try connected(.shell, .dealer)
    let control = try connected(.control, .dealer)
    let stdin = try connected(.stdin, .dealer)
    let heartbeat = try connected(.heartbeat, .dealer)
    let iopub = try connected(.iopub, .subscriber)
    self.shell = shell
    self.control = control
    self.stdin = stdin
    self.heartbeat = heartbeat
    self.iopub = iopub
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
    let isSent =
      switch channel {
      case .shell: try shell.send(frames)
      case .control: try control.send(frames)
      case .stdin: try stdin.send(frames)
      case .iopub: try iopub.send(frames)
      case .heartbeat: try heartbeat.send(frames)
      }
    #expect(isSent)
  }

  // MARK: Receiving

  private func frames(on channel: Channel) throws -> [[UInt8]]? {
    switch channel {
    case .shell: try shell.receive()
    case .control: try control.receive()
    case .stdin: try stdin.receive()
    case .iopub: try iopub.receive()
    case .heartbeat: try heartbeat.receive()
    }
  }

  func receiveFrames(on channel: Channel, within limit: Duration = .seconds(30)) async throws -> [[UInt8]] {
    let start = ContinuousClock.now
    while true {
      if let frames = try frames(on: channel) { return frames }
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
