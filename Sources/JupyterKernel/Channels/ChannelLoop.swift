import JSONTree
import JupyterProtocol
import Logging

/// The work of the one thread that owns the sockets: it hands in what comes and sends what is put out.
struct ChannelLoop: ~Copyable {
  /// Where each channel is to be found.
  let endpoints: [Channel: String]
  private let sockets: ChannelSockets
  private let waker: Waker
  private let outbox: Outbox
  private let inbox: Inbox
  private let codec: WireCodec
  private let session: Session
  private let parent: ParentProcess
  private let logger: Logger
  private var publisher: Publisher
  private var replays = ReplayGuard()
  private var dropped = 0

  struct Settings: Sendable {
    let connection: Connection
    let session: Session
    let parent: ParentProcess
    /// How long a subscriber that does not read may hold up the kernel.
    let patience: Duration
  }

  init(
    _ settings: Settings, waker: Waker, outbox: Outbox, inbox: Inbox, logger: Logger
  ) throws(ZeroMQError) {
    let sockets = try ChannelSockets(binding: settings.connection)
    endpoints = try sockets.boundEndpoints()
    self.sockets = sockets
    codec = WireCodec(Authenticator(key: settings.connection.key))
    session = settings.session
    parent = settings.parent
    publisher = Publisher(outbox, codec, session, patience: settings.patience)
    self.waker = waker
    self.outbox = outbox
    self.inbox = inbox
    self.logger = logger
  }

  /// Runs until it is ordered to end, or ZeroMQ fails.
  mutating func run() throws(ZeroMQError) {
    defer {
      outbox.close()
      inbox.finish()
    }
    // Before anybody's subscription is looked at: a subscriber's first message is its welcome.
    try publishStatus("starting")
    var poller = sockets.poller(wakenBy: waker)
    var isOrphaned = false
    while true {
      let isEnding = try obeyOrders()
      let delay = try publisher.publish(through: sockets, flushing: isEnding)
      if isEnding { return }
      try poller.wait(milliseconds: delay.map(Self.milliseconds) ?? 1000)
      try receive(.control)
      try receive(.shell)
      try receive(.stdin)
      try welcomeSubscribers()
      while let beat = try sockets.receive(on: .heartbeat) { _ = try sockets.send(beat, on: .heartbeat) }
      if !isOrphaned && !parent.isAlive {
        isOrphaned = true
        inbox.control.yield(.orphaned)
      }
    }
  }

  private mutating func obeyOrders() throws(ZeroMQError) -> Bool {
    var isEnding = false
    for order in outbox.takeOrders() {
      switch order {
      case .send(let frames, let channel): _ = try sockets.send(frames, on: channel)
      case .markShell:
        try receive(.shell, atMost: .max)
        inbox.shell.yield(.mark)
      case .end: isEnding = true
      }
    }
    return isEnding
  }

  private mutating func receive(_ channel: Channel, atMost limit: Int = 100) throws(ZeroMQError) {
    for _ in 0..<limit {
      guard let frames = try sockets.receive(on: channel) else { return }
      let message: Message
      do {
        message = try codec.message(frames, replays: &replays)
      } catch {
        drop(channel, error)
        continue
      }
      switch channel {
      case .shell: inbox.shell.yield(.request(message))
      case .control: inbox.control.yield(.request(message))
      default: inbox.answer(message)
      }
    }
  }

  /// Logs a message that was not one. Whoever floods the kernel with them does not flood the log.
  private mutating func drop(_ channel: Channel, _ error: WireError) {
    dropped += 1
    guard dropped <= 100 || dropped.isMultiple(of: 1000) else { return }
    logger.warning("dropped a message on \(channel): \(error) (\(dropped) so far)")
  }

  /// Tells subscribers that their subscription has arrived: from then on they miss nothing.
  private mutating func welcomeSubscribers() throws(ZeroMQError) {
    while let frames = try sockets.receive(on: .iopub) {
      guard let frame = frames.first, frame.first == 1 else { continue }
      let topic = Array(frame.dropFirst())
      let message = Message(
        identities: [topic], header: Header(.subscriptionWelcome, session: session),
        content: ["subscription": .string(String(decoding: topic, as: UTF8.self))])
      _ = try sockets.send(codec.frames(message), on: .iopub)
    }
  }

  private mutating func publishStatus(_ state: String) throws(ZeroMQError) {
    let message = Message(
      identities: [Array("status".utf8)], header: Header(.status, session: session),
      content: ["execution_state": .string(state)])
    _ = try sockets.send(codec.frames(message), on: .iopub)
  }

  private static func milliseconds(_ duration: Duration) -> Int {
    max(1, Int(duration / .milliseconds(1)))
  }
}
