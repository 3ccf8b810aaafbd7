import Foundation
import JupyterKernel
import Synchronization
import Testing

@testable import SwiftKernel

struct ShellCommandTests {
  final class Texts: Sendable {
    private let texts = Mutex<[StandardStream: String]>([:])
    func add(_ text: String, _ stream: StandardStream) { texts.withLock { $0[stream, default: ""] += text } }
    subscript(stream: StandardStream) -> String { texts.withLock { $0[stream] ?? "" } }
  }

  func run(_ command: String) async throws -> (status: Int, out: String, error: String) {
    let texts = Texts()
    let status = try await ShellCommand(command).run { texts.add($0, $1) }.get()
    return (status, texts[.standardOutput], texts[.standardError])
  }

  @Test func bothStreamsAndTheStatusComeBack() async throws {
    #expect(try await run("echo 'a  b'; echo c >&2; exit 3") == (3, "a  b\n", "c\n"))
    #expect(try await run("printf 'größe 🚀'") == (0, "größe 🚀", ""))
    #expect(try await run("cat") == (0, "", ""))
    #expect(try await run("kill -TERM $$").status == 128 + 15)
    #expect(try await run("seq 100000 | wc -l").out.filter(\.isNumber) == "100000")
    #expect(try await run("seq 100000").out.utf8.count == 588_895)
    #expect(try await run("syntax (").status != 0)
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["sleep 600", "sleep 600 | cat", "trap '' INT; while :; do sleep 1; done"])
  func anInterruptEndsIt(_ command: String) async throws {
    let shell = ShellCommand("echo begun; \(command)")
    let status = try await shell.run { text, _ in
      if text.contains("begun") { shell.interrupt() }
    }.get()
    #expect(status != 0)
    #expect(shell.isInterrupted)
  }

  @Test func aCommandThatIsInterruptedBeforeItBeginsDoesNot() async {
    let shell = ShellCommand("echo begun")
    shell.interrupt()
    await #expect(throws: ExecutionError.self) { try await shell.run { _, _ in }.get() }
  }

  @Test(.timeLimit(.minutes(1))) func nothingIsLeftRunning() async throws {
    let (status, out, _) = try await run("sleep 600 & echo $!")
    #expect(status == 0)
    let left = try #require(pid_t(out.filter(\.isNumber)))
    // Killed, and perhaps not yet waited for by its new parent.
    while kill(left, 0) == 0 {
      let state = try? String(contentsOfFile: "/proc/\(left)/stat", encoding: .utf8)
      if state?.contains(") Z ") == true { break }
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}
