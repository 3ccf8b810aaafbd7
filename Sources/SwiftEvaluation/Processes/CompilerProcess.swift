import CProcess
import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One life of the compiler that stays: it gets arguments and answers whether a cell is compiled.
///
/// It ends when this value does, and when this program ends in whatever way.
final class CompilerProcess: Sendable {
  enum Answer {
    /// Everything is written, and there is nothing to say about the cell.
    case compiled
    /// There is, or it was not possible.
    case notCompiled
    /// The process has ended.
    case gone
  }

  let pid: pid_t
  private let socket: CInt

  /// nil where the program cannot be started.
  init?(program: URL, library: URL) {
    var pair: [CInt] = [-1, -1]
    guard unroll_packet_sockets(&pair) == 0 else { return nil }
    let null = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { for descriptor in [null, pair[1]] { close(descriptor) } }
    var environment = ProcessInfo.processInfo.environment
    environment["SWIFT_BACKTRACE"] = "enable=no"  // it would hold a crash up for seconds
    var pid: pid_t = 0
    // The last one keeps the number that the gate will have.
    let failure = Spawning.spawn(
      &pid, program.path, [library.path], [pair[1], null, null, null], environment: environment)
    (self.pid, socket) = (pid, pair[0])
    guard failure == 0 else {
      close(pair[0])
      return nil
    }
  }

  deinit {
    stop()
    var status: CInt = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    close(socket)
  }

  /// Ends it at once. Whoever waits for an answer gets one.
  func stop() { kill(pid, SIGKILL) }

  /// Begins a cell, to which there will be one answer.
  ///
  /// - Parameter key: the file whose content opens the gate at which the cell is to wait.
  func begin(_ arguments: [String], key: URL? = nil) {
    request(UNROLL_BEGIN, ([key?.path ?? ""] + arguments).flatMap { Array($0.utf8) + [0] })
  }

  func openGate() { request(UNROLL_OPEN_GATE, []) }

  /// The answer that has come already, or nil.
  func earlyAnswer() -> Answer? {
    var ready = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return poll(&ready, 1, 0) == 1 ? receive() : nil
  }

  /// The answer for the cell that was begun; other work of the program goes on. It ends where none comes for a minute.
  func answer() async -> Answer {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        var ready = pollfd(fd: self.socket, events: Int16(POLLIN), revents: 0)
        if poll(&ready, 1, 60_000) == 0 { self.stop() }
        continuation.resume(returning: self.receive())
      }
    }
  }

  private func receive() -> Answer {
    var byte: UInt8 = 0
    var count = 0
    repeat { count = recv(socket, &byte, 1, 0) } while count < 0 && errno == EINTR
    guard count == 1 else { return .gone }
    return UInt32(byte) == UNROLL_COMPILED.rawValue ? .compiled : .notCompiled
  }

  private func request(_ kind: unroll_compiler_request, _ payload: [UInt8]) {
    // What does not go through is answered by its end.
    guard payload.count <= Int(UNROLL_COMPILER_PAYLOAD) else { return stop() }
    let packet = withUnsafeBytes(of: kind.rawValue) { Array($0) } + payload
    let sent = packet.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    if sent != packet.count { stop() }
  }
}
