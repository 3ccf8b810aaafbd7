private import CZeroMQ

/// What the sockets of one process share: ZeroMQ's own threads, which move the bytes.
///
/// Every socket holds on to its context, so that the context ends after the last of them.
final class ZeroMQContext {
  let handle: UnsafeMutableRawPointer

  init() throws(ZeroMQError) {
    guard let handle = zmq_ctx_new() else { throw .last("start") }
    self.handle = handle
  }

  /// Waits until the sockets' last messages are on their way, for as long as their linger time.
  deinit { while zmq_ctx_term(handle) != 0 && zmq_errno() == EINTR {} }
}
