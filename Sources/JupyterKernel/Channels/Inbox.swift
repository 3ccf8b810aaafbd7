import JupyterProtocol

/// Where the sockets' thread puts what has come; none of the functions may wait.
struct Inbox: Sendable {
  enum ShellItem: Sendable {
    case request(Message)
    /// Everything that came before an ``Outbox/Order/markShell`` lies before this.
    case mark
  }

  enum ControlItem: Sendable {
    case request(Message)
    /// The process that started the kernel is gone.
    case orphaned
  }

  let shell: AsyncStream<ShellItem>.Continuation
  let control: AsyncStream<ControlItem>.Continuation
  /// What came on stdin.
  let answer: @Sendable (Message) -> Void

  /// Nothing more will come.
  func finish() {
    shell.finish()
    control.finish()
  }
}
