import CProcess
import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One life of the compiler that stays: it gets arguments and answers whether a cell is compiled. In each of its seats one
/// cell can be in work.
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

  static let seats = 0..<Int(UNROLL_SEATS)

  let pid: pid_t
  /// That of each seat.
  private let sockets: [CInt]

  /// nil where the program cannot be started.
  init?(program: URL, library: URL) {
    var ours: [CInt] = []
    var theirs: [CInt] = []
    for _ in Self.seats {
      var pair: [CInt] = [-1, -1]
      guard unroll_packet_sockets(&pair) == 0 else {
        for descriptor in ours + theirs { close(descriptor) }
        return nil
      }
      ours.append(pair[0])
      theirs.append(pair[1])
    }
    let null = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { for descriptor in [null] + theirs { close(descriptor) } }
    var environment = ProcessInfo.processInfo.environment
    environment["SWIFT_BACKTRACE"] = "enable=no"  // it would hold a crash up for seconds
    var pid: pid_t = 0
    // The gates come later; here their numbers are kept.
    let descriptors = [CInt](repeating: null, count: Int(UNROLL_SEAT)) + theirs
    let failure = Spawning.spawn(&pid, program.path, [library.path], descriptors, environment: environment)
    guard failure == 0 else {
      for descriptor in ours { close(descriptor) }
      return nil
    }
    (self.pid, sockets) = (pid, ours)
  }

  deinit {
    stop()
    var status: CInt = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    for socket in sockets { close(socket) }
  }

  /// Ends it at once. Whoever waits for an answer gets one.
  func stop() { kill(pid, SIGKILL) }

  /// Begins a cell, to which there will be one answer.
  ///
  /// - Parameter key: the file whose content opens the gate at which the cell is to wait.
  func begin(_ arguments: [String], in seat: Int, key: URL? = nil) {
    request(UNROLL_BEGIN, ([key?.path ?? ""] + arguments).flatMap { Array($0.utf8) + [0] }, in: seat)
  }

  func openGate(of seat: Int) { request(UNROLL_OPEN_GATE, [], in: seat) }

  /// The answer that has come already, or nil.
  func earlyAnswer(in seat: Int) -> Answer? {
    var ready = pollfd(fd: sockets[seat], events: Int16(POLLIN), revents: 0)
    return poll(&ready, 1, 0) == 1 ? receive(in: seat) : nil
  }

  /// The answer for the cell that was begun; other work of the program goes on. It ends where none comes for a minute.
  func answer(in seat: Int) async -> Answer {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        var ready = pollfd(fd: self.sockets[seat], events: Int16(POLLIN), revents: 0)
        if poll(&ready, 1, 60_000) == 0 { self.stop() }
        continuation.resume(returning: self.receive(in: seat))
      }
    }
  }

  private func receive(in seat: Int) -> Answer {
    var byte: UInt8 = 0
    var count = 0
    repeat { count = recv(sockets[seat], &byte, 1, 0) } while count < 0 && errno == EINTR
    guard count == 1 else { return .gone }
    return UInt32(byte) == UNROLL_COMPILED.rawValue ? .compiled : .notCompiled
  }

  private func request(_ kind: unroll_compiler_request, _ payload: [UInt8], in seat: Int) {
    // What does not go through is answered by its end.
    guard payload.count <= Int(UNROLL_COMPILER_PAYLOAD) else { return stop() }
    let packet = withUnsafeBytes(of: kind.rawValue) { Array($0) } + payload
    let sent = packet.withUnsafeBytes { send(sockets[seat], $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    if sent != packet.count { stop() }
  }
}
