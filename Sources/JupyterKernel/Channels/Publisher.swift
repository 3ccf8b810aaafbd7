private import Dispatch
import JupyterProtocol

/// Gets what is to be published to the subscribers, text gathered, in order, through the sockets' thread.
///
/// A subscriber that does not keep up slows the kernel down; one that has stopped reading loses what it has no room for.
struct Publisher {
  private let outbox: Outbox
  private let codec: WireCodec
  private let session: Session
  private var stuck: (frames: [[UInt8]], since: ContinuousClock.Instant)?
  private var lastText: ContinuousClock.Instant
  private var isLossless = true

  /// How long text is gathered: short for the eye, long for a loop that prints.
  static let gathering: Duration = .milliseconds(20)
  /// How often a subscriber's full queue is tried again.
  private static let retrying: Duration = .milliseconds(5)
  /// How long a subscriber may hold up the kernel.
  private let patience: Duration

  init(_ outbox: Outbox, _ codec: WireCodec, _ session: Session, patience: Duration) {
    self.outbox = outbox
    self.codec = codec
    self.session = session
    self.patience = patience
    lastText = .now - Self.gathering
  }

  /// Sends what can be sent; returns how long the rest, if any, may wait.
  mutating func publish(through sockets: borrowing ChannelSockets, flushing: Bool) throws(ZeroMQError) -> Duration? {
    while true {
      let now = ContinuousClock.now
      let frames: [[UInt8]]
      let since: ContinuousClock.Instant
      if let stuck {
        (frames, since) = stuck
      } else {
        let isTextDue = flushing || now - lastText >= Self.gathering
        guard let publication = outbox.nextPublication(flushing: isTextDue) else {
          return outbox.hasPublications ? Self.gathering - (now - lastText) : nil
        }
        frames = encoded(publication, now)
        since = now
      }
      guard try send(frames, now - since, sockets) else {
        stuck = (frames, since)
        return Self.retrying
      }
      stuck = nil
    }
  }

  private mutating func encoded(_ publication: Outbox.Publication, _ now: ContinuousClock.Instant) -> [[UInt8]] {
    switch publication {
    case .frames(let frames): return frames
    case .text(let text):
      lastText = now
      return codec.frames(text.message(from: session))
    }
  }

  private mutating func send(
    _ frames: [[UInt8]], _ waited: Duration, _ sockets: borrowing ChannelSockets
  ) throws(ZeroMQError) -> Bool {
    if try sockets.send(frames, on: .iopub) {
      isLossless = true
      return true
    }
    // Once a subscriber has used up the patience it gets no more, until there is room again.
    guard !isLossless || waited >= patience else { return false }
    isLossless = false
    try sockets.setLossless(false)
    _ = try sockets.send(frames, on: .iopub)
    try sockets.setLossless(true)
    return true
  }
}
