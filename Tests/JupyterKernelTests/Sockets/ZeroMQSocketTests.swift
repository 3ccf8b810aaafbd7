import CZeroMQ
import Testing

@testable import JupyterKernel

@Suite struct ZeroMQSocketTests {
  /// Lets closures of tests hold a socket.
  final class Box {
    let socket: ZeroMQSocket
    init(_ kind: ZeroMQSocket.Kind, in context: ZeroMQContext) throws { socket = try ZeroMQSocket(kind, in: context) }

    func receive(limit: Int = 1024) async throws -> [[UInt8]] {
      while true {
        if let frames = try socket.receive(limit: limit) { return frames }
        try await Task.sleep(for: .milliseconds(1))
      }
    }
  }

  @Test(.timeLimit(.minutes(1))) func messagesArriveWhole() async throws {
    let context = try ZeroMQContext()
    let (one, other) = (try Box(.dealer, in: context), try Box(.dealer, in: context))
    try one.socket.bind("tcp://127.0.0.1:*")
    try other.socket.connect(try one.socket.boundEndpoint())
    for frames in [[[]], [[1], [], [2, 3]], (0..<100).map { [UInt8($0)] }] as [[[UInt8]]] {
      #expect(try other.socket.send(frames))
      #expect(try await one.receive() == frames)
      #expect(try other.socket.send(frames))
      #expect(try other.socket.send([[9]]))
      #expect(try await one.receive(limit: 2) == Array(frames.prefix(2)))
      #expect(try await one.receive() == [[9]])
    }
    #expect(try one.socket.receive() == nil)
  }

  @Test func aFullQueueIsSaid() throws {
    // Nobody is connected.
    let box = try Box(.dealer, in: ZeroMQContext())
    #expect(try box.socket.send([[1], [2]]) == false)
  }

  @Test func errorsSayWhatWasTried() throws {
    let box = try Box(.dealer, in: ZeroMQContext())
    let error = #expect(throws: ZeroMQError.self) { try box.socket.bind("carrier-pigeon://home") }
    #expect(error.map { "\($0)" } == "ZeroMQ cannot bind carrier-pigeon://home: Protocol not supported")
    #expect(throws: ZeroMQError.self) { try box.socket.set(-1, 1 as CInt) }
  }
}
