import JSONTree
import JupyterProtocol

/// The clients as one execution sees them: what it puts out names the request that caused it.
struct RequestFrontend: Frontend {
  let request: Message
  let isSilent: Bool
  let allowsInput: Bool
  let sender: MessageSender
  let questions: Questions

  func show(_ output: Output) {
    guard !isSilent else { return }
    switch output {
    case .text(let text, let stream):
      if !text.isEmpty { sender.publish(text, stream, causedBy: request) }
    case .display(let bundle, let identifier):
      sender.publish(.displayData, Replies.display(bundle, identifier: identifier), causedBy: request)
    case .update(let bundle, let identifier):
      sender.publish(.updateDisplayData, Replies.display(bundle, identifier: identifier), causedBy: request)
    case .clear(let wait):
      sender.publish(.clearOutput, ["wait": .boolean(wait)], causedBy: request)
    }
  }

  func readLine(prompt: String, isPassword: Bool) async throws(InputError) -> String {
    guard allowsInput else { throw .notAllowed }
    return try await questions.answer(from: request) {
      sender.ask(request, ["prompt": .string(prompt), "password": .boolean(isPassword)])
    }
  }
}
