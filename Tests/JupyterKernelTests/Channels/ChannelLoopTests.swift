import FrameDamage
import JSONTree
import JupyterProtocol
import RandomJSON
import Testing

@testable import JupyterKernel

struct ChannelLoopTests {
  @Test func heartbeatsComeBackWhileCodeRuns() async throws {
    try await withKernel { kernel in
      let client = kernel.client
      let request = try await client.send(.executeRequest, TestClient.execution("sleep"))
      for frames in [[[], Array("ping".utf8)], [[], []], [[1], [2], [3]]] as [[[UInt8]]] {
        try await client.send(frames, on: .heartbeat)
        #expect(try await client.receiveFrames(on: .heartbeat) == frames)
      }
      try await client.send(.interruptRequest, on: .control)
      _ = try await client.reply(to: request)
    }
  }

  @Test func aSubscriberIsWelcomedFirst() async throws {
    try await withKernel { kernel in
      let other = try TestClient(kernel.endpoints, key: testKey, identity: "other")
      let welcome = try await other.receive(on: .iopub)
      #expect(welcome.header.type == .subscriptionWelcome)
      #expect(welcome.content == ["subscription": ""])
      #expect(welcome.parentHeader == [:])
    }
  }

  @Test(arguments: [Channel.shell, .control])
  func whatIsNotSignedByUsIsNotAnswered(_ channel: Channel) async throws {
    try await withKernel { kernel in
      let client = kernel.client
      let request = await client.request(.shutdownRequest, ["restart": false])
      let stranger = WireCodec(Authenticator(key: Array("another key".utf8)))
      let unsigned = WireCodec(Authenticator(key: []))
      for frames in [stranger.frames(request), unsigned.frames(request), [], [[]], [WireCodec.delimiter]] {
        if !frames.isEmpty { try await client.send(frames, on: channel) }
      }
      // The next reply is that of the next good request, and the kernel lives.
      let info = try await client.send(.kernelInfoRequest, on: channel)
      _ = try await client.reply(to: info, on: channel)
      #expect(kernel.interpreter.log.isEmpty)
      let log = kernel.log.all
      #expect(log.contains { $0.contains(WireError.wrongSignature.description) })
      #expect(log.contains { $0.contains(WireError.unsigned.description) })
      #expect(log.contains { $0.contains(WireError.noDelimiter.description) })
      #expect(log.allSatisfy { !$0.contains(String(decoding: testKey, as: UTF8.self)) })
    }
  }

  @Test func aRecordingIsNotPlayedBack() async throws {
    try await withKernel { kernel in
      let client = kernel.client
      let request = await client.request(.executeRequest, TestClient.execution("value 1"))
      let frames = client.codec.frames(request)
      try await client.send(frames, on: .shell)
      _ = try await client.reply(to: request)
      for channel in [Channel.shell, .shell, .control] { try await client.send(frames, on: channel) }
      _ = try await client.reply(to: try await client.send(.kernelInfoRequest))
      _ = try await client.reply(to: try await client.send(.kernelInfoRequest, on: .control), on: .control)
      #expect(kernel.interpreter.log == ["execute 1 value 1"])
      #expect(kernel.log.all.filter { $0.contains(WireError.replayed.description) }.count == 3)
    }
  }

  @Test(arguments: [1, 2, 3])
  func damagedMessagesDoNoHarm(_ seed: UInt64) async throws {
    try await withKernel { kernel in
      let client = kernel.client
      var generator = Random(seed: seed)
      let types: [MessageType] = [.executeRequest, .completeRequest, .historyRequest, .shutdownRequest, .inputReply]
      for _ in 0..<300 {
        let type = try #require(types.randomElement(using: &generator))
        let original = client.codec.frames(await client.request(type, TestClient.execution("fail Damaged")))
        var frames = original
        for _ in 0...Int.random(in: 0...2, using: &generator) { damage(&frames, &generator) }
        var replays = ReplayGuard()
        if frames.isEmpty || (try? client.codec.message(frames, replays: &replays)) != nil { continue }
        let channel = try #require([Channel.shell, .control, .stdin].randomElement(using: &generator))
        try await client.send(frames, on: channel)
      }
      let info = try await client.send(.kernelInfoRequest)
      _ = try await client.reply(to: info)
      #expect(kernel.interpreter.log.isEmpty)
      #expect(kernel.log.all.contains { $0.contains("dropped") })
    }
  }

  /// Without a key damage can be understood; it must not trap.
  @Test(arguments: [4, 5])
  func damagedUnsignedMessagesDoNoHarm(_ seed: UInt64) async throws {
    try await withKernel(key: []) { kernel in
      let client = kernel.client
      var generator = Random(seed: seed)
      let types: [MessageType] = [
        .executeRequest, .completeRequest, .inspectRequest, .historyRequest, .isCompleteRequest, .commOpen,
      ]
      for _ in 0..<500 {
        let type = try #require(types.randomElement(using: &generator))
        let content: JSONValue = ["code": "fail Damaged", "cursor_pos": 3, "hist_access_type": "tail", "n": 10]
        var frames = client.codec.frames(await client.request(type, content))
        damage(&frames, &generator)
        let channel = try #require([Channel.shell, .control, .stdin, .heartbeat].randomElement(using: &generator))
        if !frames.isEmpty { try await client.send(frames, on: channel) }
      }
      let info = try await client.send(.kernelInfoRequest, on: .control)
      var reply = try await client.receive(on: .control)
      while reply.parentHeader != info.header.json { reply = try await client.receive(on: .control) }
      #expect(reply.content["status"] == "ok")
    }
  }
}
