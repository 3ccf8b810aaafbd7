import JSONTree
import JupyterProtocol
import Logging

/// Serves the requests that must not wait for a cell.
struct ControlDispatcher {
  let interpreter: any Interpreter
  let sender: MessageSender
  let questions: Questions
  let logger: Logger
  let shutDown: @Sendable (Message, Channel) async -> Void
  let orphaned: @Sendable () async -> Void

  func serve(_ items: AsyncStream<Inbox.ControlItem>) async {
    for await item in items {
      switch item {
      case .orphaned: await orphaned()
      case .request(let request):
        sender.publishStatus(.busy, causedBy: request)
        await answer(request)
        sender.publishStatus(.idle, causedBy: request)
      }
    }
  }

  private func answer(_ request: Message) async {
    switch request.header.type {
    case .interruptRequest:
      questions.interrupt()
      await interpreter.interrupt()
      sender.reply(to: request, on: .control, ["status": "ok"])
    case .kernelInfoRequest:
      sender.reply(to: request, on: .control, Replies.kernelInfo(interpreter.info))
    case .shutdownRequest:
      await shutDown(request, .control)
    default:
      logger.warning("no answer to \(request.header.type) on control: it is not known here")
    }
  }
}
