import CZeroMQ

/// A socket of ZeroMQ, whose messages have several frames and arrive whole.
///
/// Not thread-safe, as ZeroMQ says: it belongs to the thread that made it. Nothing here waits.
struct ZeroMQSocket: ~Copyable {
  let handle: UnsafeMutableRawPointer
  private let context: ZeroMQContext

  enum Kind {
    case router, dealer, publisher, subscriber

    fileprivate var code: CInt {
      switch self {
      case .router: ZMQ_ROUTER
      case .dealer: ZMQ_DEALER
      case .publisher: ZMQ_XPUB
      case .subscriber: ZMQ_SUB
      }
    }
  }

  init(_ kind: Kind, in context: ZeroMQContext) throws(ZeroMQError) {
    guard let handle = zmq_socket(context.handle, kind.code) else { throw .last("make a socket") }
    self.handle = handle
    self.context = context
  }

  deinit { _ = zmq_close(handle) }

  /// Sets one of ZeroMQ's options that are numbers.
  borrowing func set(_ option: CInt, _ value: CInt) throws(ZeroMQError) {
    var value = value
    guard zmq_setsockopt(handle, option, &value, MemoryLayout<CInt>.size) == 0 else {
      throw .last("set option \(option)")
    }
  }

  /// Sets one of ZeroMQ's options that are numbers of 64 bits.
  borrowing func set(_ option: CInt, long value: Int64) throws(ZeroMQError) {
    var value = value
    guard zmq_setsockopt(handle, option, &value, MemoryLayout<Int64>.size) == 0 else {
      throw .last("set option \(option)")
    }
  }

  /// Sets one of ZeroMQ's options that are bytes.
  borrowing func set(_ option: CInt, _ value: [UInt8]) throws(ZeroMQError) {
    guard zmq_setsockopt(handle, option, value, value.count) == 0 else { throw .last("set option \(option)") }
  }

  borrowing func bind(_ endpoint: String) throws(ZeroMQError) {
    guard zmq_bind(handle, endpoint) == 0 else { throw .last("bind \(endpoint)") }
  }

  borrowing func connect(_ endpoint: String) throws(ZeroMQError) {
    guard zmq_connect(handle, endpoint) == 0 else { throw .last("connect to \(endpoint)") }
  }

  /// What was bound last, with the port that the system chose.
  borrowing func boundEndpoint() throws(ZeroMQError) -> String {
    var text = [UInt8](repeating: 0, count: 256)
    var length = text.count
    guard zmq_getsockopt(handle, ZMQ_LAST_ENDPOINT, &text, &length) == 0 else { throw .last("name its endpoint") }
    return String(decoding: text.prefix(while: { $0 != 0 }), as: UTF8.self)
  }

  /// The frames of the next message; nil where none has come yet.
  ///
  /// Of a message with more than `limit` frames only so many are kept: nobody has a use for it.
  borrowing func receive(limit: Int = 1024) throws(ZeroMQError) -> [[UInt8]]? {
    var frames: [[UInt8]] = []
    while true {
      var frame = zmq_msg_t()
      zmq_msg_init(&frame)
      defer { zmq_msg_close(&frame) }
      guard zmq_msg_recv(&frame, handle, ZMQ_DONTWAIT) >= 0 else {
        switch zmq_errno() {
        case EINTR: continue
        case EAGAIN: return nil
        default: throw .last("receive")
        }
      }
      if frames.count < limit {
        frames.append(Array(UnsafeRawBufferPointer(start: zmq_msg_data(&frame), count: zmq_msg_size(&frame))))
      }
      if zmq_msg_more(&frame) == 0 { return frames }
    }
  }

  /// Hands `frames` to ZeroMQ as one message. False where it cannot take a message now; then none of it was sent.
  borrowing func send(_ frames: [[UInt8]]) throws(ZeroMQError) -> Bool {
    var index = 0
    while index < frames.count {
      let frame = frames[index]
      let flags = ZMQ_DONTWAIT | (index == frames.count - 1 ? 0 : ZMQ_SNDMORE)
      if zmq_send(handle, frame, frame.count, flags) >= 0 {
        index += 1
        continue
      }
      switch zmq_errno() {
      case EINTR: continue
      case EAGAIN where index == 0: return false
      default: throw .last("send")
      }
    }
    return true
  }
}
