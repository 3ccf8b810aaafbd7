import JSONTree
import JupyterProtocol
import Logging
import Synchronization
import Testing

@testable import JupyterKernel

let testKey = Array("a key for tests".utf8)

/// Keeps what is logged.
struct LogKeeper: LogHandler {
  final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func append(_ line: String) { lines.withLock { $0.append(line) } }
  }

  let lines: Lines
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.debug

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) { lines.append(event.message.description) }
}

/// A kernel over a fake interpreter, with a client that has subscribed.
struct RunningKernel {
  let client: TestClient
  let interpreter: FakeInterpreter
  let endpoints: [Channel: String]
  let log: LogKeeper.Lines
  let ending: Task<Kernel.Ending, any Error>
}

/// Runs `body` with a kernel, then shuts that down, which must work whatever `body` did.
func withKernel(
  key: [UInt8] = testKey, connection: Connection? = nil, interpreter: FakeInterpreter = FakeInterpreter(),
  patience: Duration = .seconds(60), _ body: (RunningKernel) async throws -> Void
) async throws {
  let lines = LogKeeper.Lines()
  let logger = Logger(label: "test") { _ in LogKeeper(lines: lines) }
  let connection = connection ?? Connection(key: key)
  let kernel = Kernel(interpreter: interpreter, connection: connection, logger: logger, patience: patience)
  let (starts, started) = AsyncStream.makeStream(of: [Channel: String].self)
  let ending = Task<Kernel.Ending, any Error> {
    defer { started.finish() }
    return try await kernel.run { started.yield($0) }
  }
  var iterator = starts.makeAsyncIterator()
  guard let endpoints = await iterator.next() else {
    _ = try await ending.value
    return
  }
  let client = try TestClient(endpoints, key: connection.key, curve: connection.curve)
  try await client.subscribe()
  let running = RunningKernel(
    client: client, interpreter: interpreter, endpoints: endpoints, log: lines, ending: ending)
  let result: Result<Void, any Error>
  do {
    result = .success(try await body(running))
  } catch {
    result = .failure(error)
  }
  // On a client of its own: the test's may be in any state, or have done this already.
  let closer = try TestClient(endpoints, key: connection.key, identity: "closer", curve: connection.curve)
  try await closer.send(.shutdownRequest, ["restart": false], on: .control)
  _ = try await ending.value
  try result.get()
}
