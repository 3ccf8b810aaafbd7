import Testing

@testable import JupyterProtocol

struct ConnectionTests {
  @Test func endpointsAreZeroMQs() {
    #expect(Connection(ports: [.shell: 5555], key: []).endpoint(.shell) == "tcp://127.0.0.1:5555")
    #expect(Connection(key: []).endpoint(.iopub) == "tcp://127.0.0.1:*")
    #expect(Connection(address: "::1", ports: [.stdin: 1], key: []).endpoint(.stdin) == "tcp://[::1]:1")
  }
}
