import CZeroMQ

/// Waits until one of several sockets, or a file descriptor, has something to read.
struct Poller {
  private var items: [zmq_pollitem_t] = []

  mutating func add(_ socket: borrowing ZeroMQSocket) {
    items.append(zmq_pollitem_t(socket: socket.handle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0))
  }

  mutating func add(descriptor: CInt) {
    items.append(zmq_pollitem_t(socket: nil, fd: descriptor, events: Int16(ZMQ_POLLIN), revents: 0))
  }

  /// Returns after `milliseconds`, if nothing comes earlier.
  mutating func wait(milliseconds: Int) throws(ZeroMQError) {
    guard zmq_poll(&items, CInt(items.count), milliseconds) >= 0 || zmq_errno() == EINTR else { throw .last("wait") }
  }
}
