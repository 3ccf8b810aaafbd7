import JSONTree
import JupyterProtocol
import Testing

@testable import JupyterKernel

struct ControlDispatcherTests {
  @Test func anInterruptEndsRunningCodeOnly() async throws {
    try await withKernel { kernel in
      let client = kernel.client
      for _ in 0..<3 {
        let request = try await client.send(.executeRequest, TestClient.execution("print a\nsleep"))
        // Its output shows that it runs.
        while try await client.receive(on: .iopub).header.type != .stream {}
        let interrupt = try await client.send(.interruptRequest, on: .control)
        #expect(try await client.reply(to: interrupt, on: .control).content == ["status": "ok"])
        let reply = try await client.reply(to: request)
        #expect(reply.content["ename"] == "Interrupted")
      }
      let idle = try await client.send(.interruptRequest, on: .control)
      _ = try await client.reply(to: idle, on: .control)
      #expect(try await client.publications(of: idle).isEmpty)
      #expect(try await client.execute("value 1").0.content["status"] == "ok")
    }
  }

  @Test(arguments: [true, false], [Channel.control, .shell])
  func theKernelShutsDownWhenAsked(_ restart: Bool, _ channel: Channel) async throws {
    try await withKernel { kernel in
      let request = try await kernel.client.send(.shutdownRequest, ["restart": .boolean(restart)], on: channel)
      let content: JSONValue = ["status": "ok", "restart": .boolean(restart)]
      #expect(try await kernel.client.reply(to: request, on: channel).content == content)
      let publications = try await kernel.client.publications(of: request)
      #expect(publications.map(\.header.type) == [.shutdownReply])
      #expect(publications.map(\.content) == [content])
      #expect(try await kernel.ending.value == .shutDown(isRestart: restart))
      #expect(kernel.interpreter.log == ["shut down \(restart)"])
    }
  }

  @Test(arguments: [true, false])
  func theKernelShutsDownWhileCodeRuns(_ canBeEnded: Bool) async throws {
    let interpreter = FakeInterpreter(endsRunningCode: canBeEnded)
    try await withKernel(interpreter: interpreter) { kernel in
      let client = kernel.client
      try await client.send(.executeRequest, TestClient.execution("print a\nsleep"))
      try await client.send(.executeRequest, TestClient.execution("value 1"))
      while try await client.receive(on: .iopub).header.type != .stream {}
      let request = try await client.send(.shutdownRequest, ["restart": true], on: .control)
      #expect(try await client.reply(to: request, on: .control).content["restart"] == true)
      #expect(try await kernel.ending.value == .shutDown(isRestart: true))
      #expect(!interpreter.log.contains("execute 2 value 1"))
      await interpreter.interrupt()
    }
  }

  @Test func whatIsNotKnownIsLoggedAndNotAnswered() async throws {
    try await withKernel { kernel in
      let unknown = try await kernel.client.send("debug_request", on: .control)
      #expect(try await kernel.client.publications(of: unknown).isEmpty)
      _ = try await kernel.client.reply(
        to: try await kernel.client.send(.kernelInfoRequest, on: .control), on: .control)
      #expect(kernel.log.all.contains { $0.contains("debug_request") })
    }
  }
}
