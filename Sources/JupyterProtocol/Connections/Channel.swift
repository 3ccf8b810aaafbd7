/// The five ways on which a kernel and its clients talk.
package enum Channel: String, CaseIterable, Hashable, Sendable {
  /// Requests that wait for one another: run this cell, complete that word.
  case shell
  /// What the kernel publishes to every client: outputs and its status.
  case iopub
  /// Where the kernel asks a client for a line of text.
  case stdin
  /// Requests that must not wait for a cell: interrupt, shut down.
  case control
  /// Bytes that come straight back, so that a client sees that the kernel lives.
  case heartbeat

  /// The name of the channel's port in a connection file.
  package var portField: String { self == .heartbeat ? "hb_port" : "\(rawValue)_port" }
}
