import CProcess
import Foundation
import JupyterKernel
import SwiftEvaluation
import Synchronization

/// A command of the shell, with all processes that it starts.
final class ShellCommand: Sendable {
  private struct State {
    /// The leader of the command's group of processes, until it has been waited for.
    var leader: pid_t?
    var isInterrupted = false
  }

  private let command: String
  private let state = Mutex(State())

  /// How long the command may take to end when it is interrupted.
  private static let patience: Duration = .seconds(1)

  /// The command runs beside a process that ends the whole group once the kernel is gone, in whatever way: then nobody
  /// holds the other end of descriptor 3.
  private static let script = """
    { read -r _ <&3; kill -KILL 0; } >/dev/null 2>&1 &
    exec 3<&-
    eval "$1"
    """

  init(_ command: String) { self.command = command }

  var isInterrupted: Bool { state.withLock { $0.isInterrupted } }

  /// Runs the command to its end, and then ends what it has left running.
  ///
  /// - Parameter output: called on a thread of its own, in the order of the outputs as far as two pipes tell it.
  /// - Returns: Its status, 128 and the signal's number if a signal ended it; or why it did not start.
  func run(_ output: @escaping @Sendable (String, StandardStream) -> Void) async -> Result<Int, ExecutionError> {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: self.runHere(output)) }
    }
  }

  /// Asks the command to end; it must before long.
  func interrupt() {
    signal(SIGINT)
    Task {
      try? await Task.sleep(for: Self.patience)
      signal(SIGKILL)
    }
  }

  private func signal(_ number: CInt) {
    state.withLock { state in
      state.isInterrupted = true
      if let leader = state.leader { kill(-leader, number) }
    }
  }

  private func runHere(_ output: (String, StandardStream) -> Void) -> Result<Int, ExecutionError> {
    var pipes: [[CInt]] = []
    for _ in 0..<3 {
      var pipe: [CInt] = [-1, -1]
      guard unroll_pipe(&pipe) == 0 else { return failure(errno) }
      pipes.append(pipe)
    }
    let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
    let (out, error, life) = (pipes[0], pipes[1], pipes[2])
    let problem = state.withLock { state -> CInt in
      guard !state.isInterrupted else { return EINTR }
      var leader: pid_t = 0
      let problem = Spawning.spawn(
        &leader, "/bin/sh", ["-c", Self.script, "sh", command], [nothing, out[1], error[1], life[0]], leads: true)
      if problem == 0 { state.leader = leader }
      return problem
    }
    for descriptor in [nothing, out[1], error[1], life[0]] { close(descriptor) }
    defer { for descriptor in [out[0], error[0], life[1]] { close(descriptor) } }
    if problem != 0 { return isInterrupted ? .failure(.interrupted) : failure(problem) }
    // A process left behind may hold the pipes open: the command's end counts, not theirs.
    let ended = EndedFlag()
    Thread.detachNewThread {
      ended.set(self.waitForLeader())
    }
    forward([(out[0], .standardOutput), (error[0], .standardError)], output) { ended.status != nil }
    while ended.status == nil { usleep(1000) }
    let status = ended.status ?? 0
    return .success(
      unroll_exited(status) ? Int(unroll_exit_status(status)) : 128 + Int(unroll_termination_signal(status)))
  }

  /// Waits for the shell without freeing its number, ends the rest of its group, then frees the number.
  private func waitForLeader() -> CInt {
    guard let leader = state.withLock({ $0.leader }) else { return 0 }
    var information = siginfo_t()
    while waitid(P_PID, id_t(leader), &information, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
    return state.withLock { state in
      kill(-leader, SIGKILL)
      var status: CInt = 0
      while waitpid(leader, &status, 0) < 0 && errno == EINTR {}
      state.leader = nil
      return status
    }
  }

  /// Reads until all pipes are at their end, or until nothing more comes after `hasEnded`.
  private func forward(
    _ sources: [(descriptor: CInt, stream: StandardStream)], _ output: (String, StandardStream) -> Void,
    until hasEnded: () -> Bool
  ) {
    var open = sources.map { (source: $0, decoder: TextDecoder()) }
    var buffer = [UInt8](repeating: 0, count: 65536)
    while !open.isEmpty {
      let isLast = hasEnded()
      var polled = open.map { pollfd(fd: $0.source.descriptor, events: Int16(POLLIN), revents: 0) }
      guard poll(&polled, nfds_t(polled.count), isLast ? 0 : 20) > 0 else {
        if isLast { return }
        continue
      }
      for index in open.indices.reversed() where polled[index].revents != 0 {
        let count = read(open[index].source.descriptor, &buffer, buffer.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else {
          open.remove(at: index)
          continue
        }
        let text = open[index].decoder.decode(buffer[..<count])
        if !text.isEmpty { output(text, open[index].source.stream) }
      }
    }
  }

  private func failure(_ number: CInt) -> Result<Int, ExecutionError> {
    .failure(
      ExecutionError(name: "ShellError", value: "The shell does not start: \(String(cString: strerror(number)))."))
  }
}

/// The status of a process, once it is there.
private final class EndedFlag: Sendable {
  private let state = Mutex<CInt?>(nil)
  var status: CInt? { state.withLock { $0 } }
  func set(_ status: CInt) { state.withLock { $0 = status } }
}
