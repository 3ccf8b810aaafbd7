package import JupyterProtocol
package import Logging
private import Synchronization

/// A Jupyter kernel: five channels, and what comes on them given to an interpreter.
package struct Kernel: Sendable {
  /// Why a kernel ended.
  package enum Ending: Equatable, Sendable {
    /// A client asked for it; one that will start another kernel in its place, if `isRestart`.
    case shutDown(isRestart: Bool)
    /// The process that started it is gone.
    case orphaned
  }

  private let interpreter: any Interpreter
  private let settings: ChannelLoop.Settings
  private let logger: Logger

  /// - Parameters:
  ///   - parent: Without this process the kernel ends.
  ///   - patience: How long a client that has stopped reading may hold up running code before it loses outputs.
  package init(
    interpreter: any Interpreter, connection: Connection, parent: ParentProcess = ParentProcess(), logger: Logger,
    patience: Duration = .seconds(5)
  ) {
    self.interpreter = interpreter
    self.logger = logger
    settings = ChannelLoop.Settings(
      connection: connection, session: Session(), parent: parent, patience: patience)
  }

  /// Serves clients until one asks for the end, or the parent process is gone.
  ///
  /// - Parameter started: Called once clients can connect, with where each channel is to be found.
  package func run(
    started: @Sendable ([Channel: String]) -> Void = { _ in }
  ) async throws(ZeroMQError) -> Ending {
    if settings.connection.key.isEmpty {
      logger.warning("the connection file has no key: whoever reaches the ports can run code in this kernel")
    }
    let waker = try Waker()
    let outbox = Outbox(waker: waker)
    let sender = MessageSender(outbox, WireCodec(Authenticator(key: settings.connection.key)), settings.session)
    let questions = Questions()
    let (shellItems, shell) = AsyncStream.makeStream(of: Inbox.ShellItem.self)
    let (controlItems, control) = AsyncStream.makeStream(of: Inbox.ControlItem.self)
    let inbox = Inbox(shell: shell, control: control) { message in
      if !questions.take(message) { logger.debug("nobody had asked for a message on stdin") }
    }
    let (endings, ended) = AsyncStream.makeStream(of: ZeroMQError?.self)
    let endpoints = try await ChannelThread.start(
      settings, waker: waker, outbox: outbox, inbox: inbox, logger: logger
    ) { error in
      ended.yield(error)
      ended.finish()
    }
    started(endpoints)

    let conclusion = Conclusion(interpreter: interpreter, questions: questions, sender: sender)
    let shellTask = Task {
      var dispatcher = ShellDispatcher(
        interpreter: interpreter, sender: sender, questions: questions, logger: logger, shutDown: conclusion.shutDown)
      await dispatcher.serve(shellItems)
    }
    let controlTask = Task {
      let dispatcher = ControlDispatcher(
        interpreter: interpreter, sender: sender, questions: questions, logger: logger, shutDown: conclusion.shutDown,
        orphaned: conclusion.orphaned)
      await dispatcher.serve(controlItems)
    }
    // Neither task is waited for: code that cannot be stopped must not keep the kernel.
    defer {
      shellTask.cancel()
      controlTask.cancel()
    }
    for await error in endings {
      if let error {
        await conclusion.orphaned()
        throw error
      }
    }
    return conclusion.ending
  }
}
