import JSONTree
import JupyterProtocol
import Testing

@testable import JupyterKernel

struct QuestionsTests {
  @Test(arguments: [("ask", false), ("password", true)])
  func codeAsksTheClientThatRunsIt(_ word: String, _ isPassword: Bool) async throws {
    try await withKernel { kernel in
      let client = kernel.client
      let request = try await client.send(.executeRequest, TestClient.execution("\(word) Name?"))
      let question = try await client.receive(on: .stdin)
      #expect(question.header.type == .inputRequest)
      #expect(question.content == ["prompt": "Name?", "password": .boolean(isPassword)])
      #expect(question.parentHeader == request.header.json)
      try await client.send(.inputReply, ["value": "Grüße\n"], on: .stdin)
      #expect(try await client.reply(to: request).content["status"] == "ok")
      let publications = try await client.publications(of: request)
      #expect(publications.last?.content["text"] == "You said Grüße\n.")
    }
  }

  @Test func aClientThatCannotBeAskedIsNot() async throws {
    try await withKernel { kernel in
      let (reply, _) = try await kernel.client.execute("ask Name?", [.init(name: "allow_stdin", value: false)])
      #expect(reply.content["evalue"] == .string(InputError.notAllowed.description))
    }
  }

  @Test func nobodyElseMayAnswer() async throws {
    try await withKernel { kernel in
      let client = kernel.client
      let other = try TestClient(kernel.endpoints, key: testKey, identity: "other")
      // An answer before the question is none.
      try await client.send(.inputReply, ["value": "early"], on: .stdin)
      _ = try await client.execute("value 1")
      let request = try await client.send(.executeRequest, TestClient.execution("ask Name?"))
      _ = try await client.receive(on: .stdin)
      try await other.send(.inputReply, ["value": "wrong"], on: .stdin)
      try await client.send(.inputReply, ["name": "no value"], on: .stdin)
      try await client.send("something", ["value": "no reply"], on: .stdin)
      try await client.send(.inputReply, ["value": "right"], on: .stdin)
      #expect(try await client.reply(to: request).content["status"] == "ok")
      #expect(try await client.publications(of: request).last?.content["text"] == "You said right.")
    }
  }

  @Test(arguments: [MessageType.interruptRequest, .shutdownRequest])
  func aQuestionEndsWithItsCode(_ type: MessageType) async throws {
    try await withKernel { kernel in
      let client = kernel.client
      let request = try await client.send(.executeRequest, TestClient.execution("ask Name?"))
      _ = try await client.receive(on: .stdin)
      try await client.send(type, on: .control)
      guard type == .interruptRequest else { return _ = try await kernel.ending.value }
      #expect(try await client.reply(to: request).content["evalue"] == .string(InputError.interrupted.description))
      #expect(try await client.execute("value 1").0.content["status"] == "ok")
    }
  }
}
