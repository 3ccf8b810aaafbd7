/// The kind of a message, as its header names it.
///
/// Not an enumeration: the protocol grows, and both sides must bear kinds they do not know.
package struct MessageType: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }
  package init(stringLiteral name: String) { rawValue = name }

  package var description: String { rawValue }

  /// The kind that answers a request: `execute_reply` for `execute_request`. Nil for what is not a request.
  package var reply: MessageType? {
    guard rawValue.hasSuffix("_request") else { return nil }
    return MessageType(rawValue: rawValue.dropLast("request".count) + "reply")
  }
}

extension MessageType {
  // Shell
  package static let executeRequest: Self = "execute_request"
  package static let completeRequest: Self = "complete_request"
  package static let inspectRequest: Self = "inspect_request"
  package static let isCompleteRequest: Self = "is_complete_request"
  package static let historyRequest: Self = "history_request"
  package static let kernelInfoRequest: Self = "kernel_info_request"
  package static let commInfoRequest: Self = "comm_info_request"
  package static let commOpen: Self = "comm_open"
  package static let commMessage: Self = "comm_msg"
  package static let commClose: Self = "comm_close"

  // Control
  package static let interruptRequest: Self = "interrupt_request"
  package static let shutdownRequest: Self = "shutdown_request"

  // Published
  package static let status: Self = "status"
  package static let executeInput: Self = "execute_input"
  package static let executeResult: Self = "execute_result"
  package static let displayData: Self = "display_data"
  package static let updateDisplayData: Self = "update_display_data"
  package static let clearOutput: Self = "clear_output"
  package static let stream: Self = "stream"
  package static let error: Self = "error"
  package static let subscriptionWelcome: Self = "iopub_welcome"
  package static let shutdownReply: Self = "shutdown_reply"

  // Asked of the front end
  package static let inputRequest: Self = "input_request"
  package static let inputReply: Self = "input_reply"
}
