private import CZeroMQ
import JupyterProtocol

/// A socket for each channel.
struct ChannelSockets: ~Copyable {
  let shell: ZeroMQSocket
  let control: ZeroMQSocket
  let stdin: ZeroMQSocket
  let iopub: ZeroMQSocket
  let heartbeat: ZeroMQSocket

  /// The longest frame that is taken from anybody, before its signature can be checked.
  private static let longestFrame: Int64 = 64 << 20
  /// Messages that may wait for a slow subscriber inside ZeroMQ.
  private static let publishedAhead: CInt = 1000

  init(_ make: (Channel) throws(ZeroMQError) -> ZeroMQSocket) throws(ZeroMQError) {
    // First all, then the assignments: half of a value cannot be given back when one fails.
    let shell = try make(.shell)
    let control = try make(.control)
    let stdin = try make(.stdin)
    let iopub = try make(.iopub)
    let heartbeat = try make(.heartbeat)
    self.shell = shell
    self.control = control
    self.stdin = stdin
    self.iopub = iopub
    self.heartbeat = heartbeat
  }

  /// A kernel's sockets, bound.
  init(binding connection: Connection) throws(ZeroMQError) {
    let context = try ZeroMQContext()
    try self.init { channel throws(ZeroMQError) in
      // On heartbeat a router sends back what it got as a reply socket does, and cannot get out of step.
      let socket = try ZeroMQSocket(channel == .iopub ? .publisher : .router, in: context)
      try socket.set(ZMQ_LINGER, 1000)
      try socket.set(ZMQ_MAXMSGSIZE, long: Self.longestFrame)
      if connection.address.contains(":") { try socket.set(ZMQ_IPV6, 1) }
      if let curve = connection.curve {
        try socket.set(ZMQ_CURVE_SERVER, 1)
        try socket.set(ZMQ_CURVE_PUBLICKEY, Array(curve.publicKey.utf8))
        try socket.set(ZMQ_CURVE_SECRETKEY, Array(curve.secretKey.utf8))
      }
      if channel == .iopub {
        try socket.set(ZMQ_SNDHWM, Self.publishedAhead)
        // Every subscription is seen, a second one of the same topic too, and a full queue is said, not lost.
        try socket.set(ZMQ_XPUB_VERBOSE, 1)
        try socket.set(ZMQ_XPUB_NODROP, 1)
      } else {
        // A reply is never dropped: there are no more of them than there were requests.
        try socket.set(ZMQ_SNDHWM, 0)
      }
      try socket.bind(connection.endpoint(channel))
      return socket
    }
  }

  /// Where each channel is to be found, with the ports that the system chose.
  borrowing func boundEndpoints() throws(ZeroMQError) -> [Channel: String] {
    [
      .shell: try shell.boundEndpoint(), .control: try control.boundEndpoint(), .stdin: try stdin.boundEndpoint(),
      .iopub: try iopub.boundEndpoint(), .heartbeat: try heartbeat.boundEndpoint(),
    ]
  }

  borrowing func send(_ frames: [[UInt8]], on channel: Channel) throws(ZeroMQError) -> Bool {
    switch channel {
    case .shell: try shell.send(frames)
    case .control: try control.send(frames)
    case .stdin: try stdin.send(frames)
    case .iopub: try iopub.send(frames)
    case .heartbeat: try heartbeat.send(frames)
    }
  }

  borrowing func receive(on channel: Channel) throws(ZeroMQError) -> [[UInt8]]? {
    switch channel {
    case .shell: try shell.receive()
    case .control: try control.receive()
    case .stdin: try stdin.receive()
    case .iopub: try iopub.receive()
    case .heartbeat: try heartbeat.receive()
    }
  }

  /// Whether a full queue of a subscriber refuses a message, or loses it for that subscriber.
  borrowing func setLossless(_ isLossless: Bool) throws(ZeroMQError) {
    try iopub.set(ZMQ_XPUB_NODROP, isLossless ? 1 : 0)
  }

  borrowing func poller(wakenBy waker: Waker) -> Poller {
    var poller = Poller()
    poller.add(shell)
    poller.add(control)
    poller.add(stdin)
    poller.add(iopub)
    poller.add(heartbeat)
    poller.add(descriptor: waker.descriptor)
    return poller
  }
}
