import JSONTree
import JupyterProtocol
import Logging

/// Serves the requests on shell, one after the other.
struct ShellDispatcher {
  private let interpreter: any Interpreter
  private let sender: MessageSender
  private let questions: Questions
  private let shutDown: @Sendable (Message, Channel) async -> Void
  private let logger: Logger
  /// Executions that were remembered so far.
  private var count = 0

  /// What a request is answered with, if it is.
  private struct Answer {
    var content: JSONValue?
    var metadata: JSONValue = [:]
    /// What the client has asked for by now is not to be run.
    var abortsQueue = false
  }

  init(
    interpreter: any Interpreter, sender: MessageSender, questions: Questions, logger: Logger,
    shutDown: @escaping @Sendable (Message, Channel) async -> Void
  ) {
    self.interpreter = interpreter
    self.sender = sender
    self.questions = questions
    self.logger = logger
    self.shutDown = shutDown
  }

  mutating func serve(_ items: AsyncStream<Inbox.ShellItem>) async {
    var iterator = items.makeAsyncIterator()
    while let item = await iterator.next() {
      guard case .request(let request) = item else { continue }
      sender.publishStatus(.busy, causedBy: request)
      let answer = await answer(request)
      // A client that knows of the failure may ask anew, so the queue is looked at before the answer goes out.
      let waiting = answer.abortsQueue ? await waitingRequests(&iterator) : []
      finish(request, answer)
      for request in waiting {
        sender.publishStatus(.busy, causedBy: request)
        if request.header.type == .executeRequest {
          finish(request, Answer(content: Replies.aborted(count: count)))
        } else {
          finish(request, await self.answer(request))
        }
      }
    }
  }

  /// All requests that have come by now.
  private func waitingRequests(
    _ iterator: inout AsyncStream<Inbox.ShellItem>.Iterator
  ) async -> [Message] {
    var requests: [Message] = []
    sender.markShell()
    while let item = await iterator.next(), case .request(let request) = item { requests.append(request) }
    return requests
  }

  private func finish(_ request: Message, _ answer: Answer) {
    if let content = answer.content { sender.reply(to: request, on: .shell, content, metadata: answer.metadata) }
    sender.publishStatus(.idle, causedBy: request)
  }

  private mutating func answer(_ request: Message) async -> Answer {
    do {
      return try await dispatch(request)
    } catch {
      logger.notice("refused \(request.header.type): \(error)")
      let isExecution = request.header.type == .executeRequest
      return Answer(content: Replies.error(error.asExecutionError, count: isExecution ? count : nil))
    }
  }

  private mutating func dispatch(_ request: Message) async throws(RequestError) -> Answer {
    switch request.header.type {
    case .executeRequest:
      return try await execute(request)
    case .completeRequest:
      let (code, cursor) = try request.codeAtCursor()
      return Answer(content: Replies.completion(await interpreter.complete(code, cursor: cursor)))
    case .inspectRequest:
      let (code, cursor) = try request.codeAtCursor()
      let detail = try request.integer("detail_level") ?? 0
      return Answer(content: Replies.inspection(await interpreter.inspect(code, cursor: cursor, detail: detail)))
    case .isCompleteRequest:
      return Answer(content: Replies.completeness(await interpreter.completeness(of: try request.text("code"))))
    case .historyRequest:
      let entries = await interpreter.history(try request.historyQuery())
      return Answer(content: Replies.history(entries, withResults: try request.flag("output", default: false)))
    case .kernelInfoRequest:
      return Answer(content: Replies.kernelInfo(interpreter.info))
    case .commInfoRequest:
      return Answer(content: ["status": "ok", "comms": [:]])
    case .commOpen:
      // No target is known here; without this, the client would wait for its other half.
      sender.publish(.commClose, ["comm_id": .string(try request.text("comm_id")), "data": [:]], causedBy: request)
      return Answer()
    case .commMessage, .commClose:
      return Answer()
    case .shutdownRequest:
      // Belongs on control since version 5.4; older clients ask here.
      await shutDown(request, .shell)
      return Answer()
    default:
      logger.warning("no answer to \(request.header.type) on shell: it is not known here")
      return Answer()
    }
  }

  private mutating func execute(_ request: Message) async throws(RequestError) -> Answer {
    let code = try request.text("code")
    let isSilent = try request.flag("silent", default: false)
    let isBlank = code.allSatisfy(\.isWhitespace)
    let isRemembered = try request.flag("store_history", default: true) && !isSilent && !isBlank
    let stopsOnError = try request.flag("stop_on_error", default: true)
    let frontend = RequestFrontend(
      request: request, isSilent: isSilent, allowsInput: try request.flag("allow_stdin", default: true), sender: sender,
      questions: questions)
    let metadata: JSONValue = ["started": .string(Timestamp.now.description)]
    if isRemembered { count += 1 }
    if !isSilent {
      sender.publish(.executeInput, ["code": .string(code), "execution_count": .integer(count)], causedBy: request)
    }
    do throws(ExecutionError) {
      let execution = Execution(code: code, count: count, isSilent: isSilent, isRemembered: isRemembered)
      let result = isBlank ? nil : try await interpreter.execute(execution, frontend: frontend)
      if let result, !isSilent {
        sender.publish(.executeResult, Replies.result(result, count: count), causedBy: request)
      }
      let expressions = await values(request.content["user_expressions"]?.objectValue ?? [])
      return Answer(content: Replies.executed(count: count, expressions: expressions), metadata: metadata)
    } catch {
      if !isSilent { sender.publish(.error, Replies.publishedError(error), causedBy: request) }
      return Answer(
        content: Replies.error(error, count: count), metadata: metadata, abortsQueue: stopsOnError && !isSilent)
    }
  }

  /// The values of a client's expressions, each under its name.
  private func values(_ expressions: [JSONValue.Member]) async -> [JSONValue.Member] {
    var values: [JSONValue.Member] = []
    for expression in expressions {
      let value: JSONValue
      do throws(ExecutionError) {
        guard let code = expression.value.stringValue else {
          throw RequestError.field(name: "user_expressions", expected: "texts under names").asExecutionError
        }
        value = Replies.expression(try await interpreter.evaluate(code))
      } catch {
        value = Replies.error(error)
      }
      values.append(.init(name: expression.name, value: value))
    }
    return values
  }
}
