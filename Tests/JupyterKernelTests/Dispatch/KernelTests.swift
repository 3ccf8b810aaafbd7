import CZeroMQ
import JSONTree
import JupyterProtocol
import Logging
import Testing

@testable import JupyterKernel

struct KernelTests {
  @Test func aPortThatIsTakenIsSaid() async throws {
    try await withKernel { kernel in
      let port = try #require(kernel.endpoints[.stdin]?.split(separator: ":").last.flatMap { Int($0) })
      let second = Kernel(
        interpreter: FakeInterpreter(), connection: Connection(ports: [.stdin: port], key: testKey),
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      let error = await #expect(throws: ZeroMQError.self) { try await second.run() }
      #expect(error?.action == "bind tcp://127.0.0.1:\(port)")
      #expect(error?.code == EADDRINUSE)
    }
  }

  @Test func withoutAKeyNothingIsSignedAndThatIsLogged() async throws {
    try await withKernel(key: []) { kernel in
      #expect(try await kernel.client.execute("value 1").0.content["status"] == "ok")
      #expect(kernel.log.all.contains { $0.contains("no key") })
      let request = await kernel.client.request(.kernelInfoRequest)
      try await kernel.client.send(kernel.client.codec.frames(request), on: .shell)
      #expect(try await kernel.client.receiveFrames(on: .shell)[1] == [])
    }
  }

  @Test func channelsAreEncryptedWhereTheFileHasKeys() async throws {
    var (publicKey, secretKey) = ([CChar](repeating: 0, count: 41), [CChar](repeating: 0, count: 41))
    let status = zmq_curve_keypair(&publicKey, &secretKey)
    try #require(status == 0)
    func text(_ key: [CChar]) -> String {
      String(decoding: key.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    let curve = Connection.CurveKeys(publicKey: text(publicKey), secretKey: text(secretKey))
    try await withKernel(connection: Connection(key: testKey, curve: curve)) { kernel in
      #expect(try await kernel.client.execute("value 1").0.content["status"] == "ok")
      // Who does not know the key hears nothing.
      let stranger = try TestClient(kernel.endpoints, key: testKey, identity: "stranger")
      try await stranger.send(.kernelInfoRequest)
      for channel in [Channel.shell, .iopub] {
        await #expect(throws: TestClient.Silence.self) {
          try await stranger.receiveFrames(on: channel, within: .milliseconds(200))
        }
      }
    }
  }

  @Test func severalClientsAreServed() async throws {
    try await withKernel { kernel in
      let other = try TestClient(kernel.endpoints, key: testKey, identity: "other")
      try await other.subscribe()
      for sender in [kernel.client, other] {
        let request = try await sender.send(.executeRequest, TestClient.execution("value 1"))
        _ = try await sender.reply(to: request)
        for client in [kernel.client, other] {
          #expect(try await client.publications(of: request).map(\.header.type) == [.executeInput, .executeResult])
        }
      }
    }
  }
}
