private import CZeroMQ

/// What ZeroMQ refused to do, and why.
package struct ZeroMQError: Error, Equatable, CustomStringConvertible {
  /// What was tried, as "bind tcp://127.0.0.1:5555".
  package let action: String
  /// ZeroMQ's number for the reason, mostly the system's `errno`.
  package let code: CInt

  /// The reason of the last call that failed on this thread.
  static func last(_ action: String) -> ZeroMQError { ZeroMQError(action: action, code: zmq_errno()) }

  package var description: String {
    "ZeroMQ cannot \(action): \(zmq_strerror(code).map { String(cString: $0) } ?? "error \(code)")"
  }
}
