import CProcess
package import Foundation
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A program of the toolchain that is run to its end, and can be stopped before.
package final class Command: Sendable {
  /// How it ended and what it wrote to either output.
  package struct Result: Sendable {
    package let succeeded: Bool
    package let output: String
  }

  private let program: URL
  private let arguments: [String]
  private let input: @Sendable () -> [UInt8]
  private let process = Mutex<State>(State())

  private struct State {
    var pid: pid_t?
    var isCancelled = false
  }

  package convenience init(_ program: URL, _ arguments: [String], input: String = "") {
    self.init(program, arguments) { Array(input.utf8) }
  }

  /// - Parameter input: asked for the standard input once the program has started, on a thread that may wait for it.
  init(_ program: URL, _ arguments: [String], input: @escaping @Sendable () -> [UInt8]) {
    self.program = program
    self.arguments = arguments
    self.input = input
  }

  /// Runs it and waits for its end; other work of the program goes on.
  package func run() async -> Result {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: self.runHere()) }
    }
  }

  /// Stops it, or keeps it from starting.
  package func cancel() {
    process.withLock { state in
      state.isCancelled = true
      if let pid = state.pid { kill(pid, SIGKILL) }
    }
  }

  private func runHere() -> Result {
    var input: [CInt] = [-1, -1]
    var output: [CInt] = [-1, -1]
    guard unroll_pipe(&input) == 0, unroll_pipe(&output) == 0 else { return .init(succeeded: false, output: "") }
    let failure = process.withLock { state -> CInt in
      guard !state.isCancelled else { return EINTR }
      var pid: pid_t = 0
      let result = Spawning.spawn(&pid, program.path, arguments, [input[0], output[1], output[1]])
      if result == 0 { state.pid = pid }
      return result
    }
    close(input[0])
    close(output[1])
    if failure == 0 { Self.put(self.input(), to: input[1]) }
    close(input[1])
    defer { close(output[0]) }
    guard failure == 0 else {
      return Result(
        succeeded: false, output: "\(program.lastPathComponent) does not start: \(String(cString: strerror(failure)))")
    }
    let text = Self.readAll(output[0])
    // The pid must not be reused between the end and the note of it: it is waited for under the lock.
    let status = process.withLock { state -> CInt in
      var status: CInt = -1
      if let pid = state.pid { while waitpid(pid, &status, 0) < 0 && errno == EINTR {} }
      state.pid = nil
      return status
    }
    return Result(succeeded: unroll_exited(status) && unroll_exit_status(status) == 0, output: text)
  }

  /// A program that has ended reads no more; that is told by its end, not by a signal to us.
  private static func put(_ bytes: [UInt8], to descriptor: CInt) {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)  // the thread is the command's own, and ends with it
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  private static func readAll(_ descriptor: CInt) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(contentsOf: buffer[..<count])
    }
  }
}

/// Starting programs with exactly the descriptors that they are to have.
package enum Spawning {
  /// Starts the program at `path`; returns 0 or the number of the error.
  ///
  /// - Parameters:
  ///   - descriptors: what the program has as its 0, 1, 2, ….
  ///   - leads: whether the program leads a group of processes, which can be ended as a whole.
  package static func spawn(
    _ pid: inout Int32, _ path: String, _ arguments: [String], _ descriptors: [CInt],
    environment: [String: String] = ProcessInfo.processInfo.environment, leads: Bool = false
  ) -> CInt {
    let variables = environment.map { "\($0.key)=\($0.value)" }
    let words = ([path] + arguments).map { strdup($0) } + [nil]
    let settings = variables.map { strdup($0) } + [nil]
    defer { for each in words + settings { free(each) } }
    return unroll_spawn(&pid, path, words, settings, descriptors, CInt(descriptors.count), leads)
  }
}
