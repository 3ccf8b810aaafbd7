import CZeroMQ
import JSONTree
import JupyterProtocol
import Testing

@testable import JupyterKernel

struct PublisherTests {
  /// A million lines arrive whole and in order, in messages that are few enough for any client.
  @Test func aMillionLinesAreGathered() async throws {
    try await withKernel { kernel in
      let client = kernel.client
      let request = try await client.send(.executeRequest, TestClient.execution("lines 1000000"))
      var next = 0
      var messages = 0
      for message in try await client.publications(of: request) where message.header.type == .stream {
        messages += 1
        for line in try #require(message.content["text"]?.stringValue).utf8.split(separator: 0x0A) {
          #expect(Int(String(Substring(line))) == next)
          next += 1
        }
      }
      #expect(next == 1_000_000)
      #expect(messages < 1000)
    }
  }

  /// A client that has stopped reading neither stops the kernel nor fills its memory, and others miss nothing.
  @Test func aClientThatDoesNotReadIsLeftBehind() async throws {
    try await withKernel(patience: .milliseconds(50)) { kernel in
      let sleeper = try Sleeper(kernel.endpoints)
      let client = kernel.client
      // Far more than the kernel's queue and the system's buffers for a connection hold.
      let request = try await client.send(.executeRequest, TestClient.execution("wide 150000"))
      var bytes = 0
      for message in try await client.publications(of: request) {
        bytes += message.content["text"]?.stringValue?.utf8.count ?? 0
      }
      #expect(bytes == 150_000_000)
      withExtendedLifetime(sleeper) {}
    }
  }
}

/// A subscriber that never reads.
private final class Sleeper {
  private let socket: ZeroMQSocket

  init(_ endpoints: [Channel: String]) throws {
    let socket = try ZeroMQSocket(.subscriber, in: ZeroMQContext())
    try socket.set(ZMQ_RCVHWM, 1)
    try socket.set(ZMQ_LINGER, 0)
    try socket.set(ZMQ_SUBSCRIBE, [])
    try socket.connect(try #require(endpoints[.iopub]))
    self.socket = socket
  }
}
