import JSONTree
import JupyterProtocol
private import Synchronization

/// The questions that running code has put to clients, until they are answered.
final class Questions: Sendable {
  private struct Question {
    /// The route to the client that was asked: nobody else may answer.
    let client: [[UInt8]]
    let answer: CheckedContinuation<Result<String, InputError>, Never>
  }

  private struct State {
    var open: [Question] = []
    var isClosed = false
  }

  private let state = Mutex(State())

  /// Asks by `ask` and waits for the client that `request` came from.
  func answer(from request: Message, ask: () -> Void) async throws(InputError) -> String {
    let result = await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        if !state.isClosed { state.open.append(Question(client: request.identities, answer: continuation)) }
        return !state.isClosed
      }
      if isOpen { ask() } else { continuation.resume(returning: .failure(.interrupted)) }
    }
    return try result.get()
  }

  /// Takes a client's `input_reply`. False if nobody has asked that client.
  func take(_ reply: Message) -> Bool {
    guard reply.header.type == .inputReply, let value = reply.content["value"]?.stringValue else { return false }
    let question = state.withLock { state -> Question? in
      // Clients do not say which question they answer: the oldest is meant.
      state.open.firstIndex { $0.client == reply.identities }.map { state.open.remove(at: $0) }
    }
    question?.answer.resume(returning: .success(value))
    return question != nil
  }

  /// Ends all questions that are open.
  func interrupt() {
    let questions = state.withLock { state in
      defer { state.open = [] }
      return state.open
    }
    for question in questions { question.answer.resume(returning: .failure(.interrupted)) }
  }

  /// Ends all questions that are open, and all to come.
  func close() {
    state.withLock { $0.isClosed = true }
    interrupt()
  }
}
