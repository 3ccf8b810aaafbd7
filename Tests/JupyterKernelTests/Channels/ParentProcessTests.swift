import Foundation
import JupyterProtocol
import Logging
import Testing

@testable import JupyterKernel

struct ParentProcessTests {
  /// A process that sleeps until it is ended.
  struct Sleeper {
    let identifier: pid_t

    init() throws {
      var identifier: pid_t = 0
      let arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("600"), nil]
      defer { for argument in arguments { free(argument) } }
      let status = posix_spawn(&identifier, "/bin/sleep", nil, nil, arguments, nil)
      try #require(status == 0)
      self.identifier = identifier
    }

    func end() {
      kill(identifier, SIGKILL)
      waitpid(identifier, nil, 0)
    }
  }

  @Test func theAnnouncedProcessIsWatched() throws {
    #expect(ParentProcess().isAlive)
    let process = try Sleeper()
    let parent = ParentProcess(announced: process.identifier)
    #expect(parent.isAlive)
    process.end()
    #expect(!parent.isAlive)
  }

  @Test(.timeLimit(.minutes(1))) func theKernelEndsWithIt() async throws {
    let process = try Sleeper()
    let interpreter = FakeInterpreter()
    let kernel = Kernel(
      interpreter: interpreter, connection: Connection(key: testKey),
      parent: ParentProcess(announced: process.identifier),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    #expect(try await kernel.run { _ in process.end() } == .orphaned)
    #expect(interpreter.log == ["shut down false"])
  }
}
