import JSONTree
import JupyterProtocol
private import Synchronization

/// The end of a kernel, which comes once, from whichever side.
final class Conclusion: Sendable {
  private let interpreter: any Interpreter
  private let questions: Questions
  private let sender: MessageSender
  private let state = Mutex<Kernel.Ending?>(nil)

  /// How long an interpreter may take to end what it has started.
  private static let patience: Duration = .seconds(5)

  init(interpreter: any Interpreter, questions: Questions, sender: MessageSender) {
    self.interpreter = interpreter
    self.questions = questions
    self.sender = sender
  }

  /// Why the kernel ended; without a client's word it is on its own.
  var ending: Kernel.Ending { state.withLock { $0 } ?? .orphaned }

  /// Does what `request`, which came on `channel`, asks for.
  @Sendable func shutDown(_ request: Message, on channel: Channel) async {
    let isRestart = request.content["restart"]?.booleanValue ?? false
    await conclude(.shutDown(isRestart: isRestart))
    sender.reply(to: request, on: channel, ["status": "ok", "restart": .boolean(isRestart)])
    // Other clients learn of it too.
    sender.publish(.shutdownReply, ["status": "ok", "restart": .boolean(isRestart)], causedBy: request)
    sender.publishStatus(.idle, causedBy: request)
    sender.end()
  }

  /// Ends without being asked.
  @Sendable func orphaned() async {
    await conclude(.orphaned)
    sender.end()
  }

  private func conclude(_ ending: Kernel.Ending) async {
    let isFirst = state.withLock { state in
      defer { if state == nil { state = ending } }
      return state == nil
    }
    guard isFirst else { return }
    questions.close()
    let isRestart = ending == .shutDown(isRestart: true)
    await withTaskGroup { group in
      group.addTask { await self.interpreter.shutDown(restart: isRestart) }
      group.addTask { try? await Task.sleep(for: Self.patience) }
      await group.next()
      group.cancelAll()
    }
  }
}
