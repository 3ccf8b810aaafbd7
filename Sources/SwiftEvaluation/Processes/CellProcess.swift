import CProcess
import Foundation
import NotebookDisplay
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The supervisor and, below it, the process that runs cells: sends commands, and hands on what comes back.
///
/// One thread reads everything that the process puts out. Output is handed over at once, on that thread: a slow receiver
/// slows the cell down and nothing piles up. Everything else goes into a queue.
final class CellProcess: Sendable {
  typealias Receiver = @Sendable (OutputEvent) -> Void

  let events = EventQueue<ProcessEvent>()
  let pid: pid_t
  private let commands: CInt
  private let reports: CInt
  private let supervisor: CInt
  private let output: CInt
  private let error: CInt
  private let receiver = Mutex<Receiver>({ _ in })
  private let isClosed = Mutex(false)

  /// Why the process could not be started.
  struct StartError: Error, CustomStringConvertible {
    let reason: CInt
    var description: String { "the process that runs cells does not start: \(String(cString: strerror(reason)))" }
  }

  init(libraries: Libraries, folder: URL, memoryLimit: UInt64?) throws {
    var pairs: [[CInt]] = []
    func pair(_ make: (UnsafeMutablePointer<CInt>) -> CInt) throws -> [CInt] {
      var pair: [CInt] = [-1, -1]
      let failure = make(&pair)
      guard failure == 0 else {
        for descriptor in pairs.joined() { close(descriptor) }
        throw StartError(reason: failure)
      }
      pairs.append(pair)
      return pair
    }
    let commands = try pair(unroll_packet_sockets)
    let reports = try pair(unroll_packet_sockets)
    let supervisor = try pair(unroll_packet_sockets)
    let output = try pair(unroll_pipe)
    let error = try pair(unroll_pipe)
    let null = open("/dev/null", O_RDONLY | O_CLOEXEC)
    var environment = ProcessInfo.processInfo.environment
    environment["SWIFT_BACKTRACE"] = "enable=no"  // it would hold every crash up for seconds
    environment["OPENBLAS_NUM_THREADS"] = "1"  // the tensors' products are single-threaded; idle threads burden a fork
    environment["GLIBC_TUNABLES"] = "glibc.malloc.hugetlb=1"  // a fork copies one entry for 2 MiB, not 512
    var pid: pid_t = 0
    let failure = Spawning.spawn(
      &pid, libraries.host.path, [libraries.library.path, folder.path],
      [null, output[1], error[1], commands[1], reports[1], supervisor[1]], environment: environment)
    for descriptor in [null, output[1], error[1], commands[1], reports[1], supervisor[1]] { close(descriptor) }
    guard failure == 0 else {
      for descriptor in [output[0], error[0], commands[0], reports[0], supervisor[0]] { close(descriptor) }
      throw StartError(reason: failure)
    }
    (self.pid, self.commands, self.reports) = (pid, commands[0], reports[0])
    (self.supervisor, self.output, self.error) = (supervisor[0], output[0], error[0])
    if let memoryLimit { order(UNROLL_LIMIT_MEMORY, memoryLimit) }
    Thread.detachNewThread { self.readAll() }
  }

  func setReceiver(_ receiver: @escaping Receiver) { self.receiver.withLock { $0 = receiver } }

  // MARK: Commands

  func give(_ command: unroll_command, _ payload: [UInt8] = []) {
    var rest = payload[...]
    repeat {
      let part = rest.prefix(Int(UNROLL_PACKET_PAYLOAD))
      rest = rest.dropFirst(part.count)
      var header = unroll_packet_header(kind: command.rawValue, message: 0, more: rest.isEmpty ? 0 : 1)
      let packet = withUnsafeBytes(of: &header) { Array($0) } + part
      _ = packet.withUnsafeBytes { send(commands, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    } while !rest.isEmpty
  }

  func give(_ command: unroll_command, library: URL, symbol: String) {
    give(command, Array(library.path.utf8) + [0] + Array(symbol.utf8) + [0])
  }

  func stop() { order(UNROLL_KILL, 0) }

  /// 0 for no limit.
  func limitMemory(_ bytes: UInt64) { order(UNROLL_LIMIT_MEMORY, bytes) }

  private func order(_ kind: Int, _ value: UInt64) {
    var order = unroll_order(kind: UInt32(kind), unused: 0, value: value)
    _ = withUnsafeBytes(of: &order) { send(supervisor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
  }

  /// Ends the supervisor and all below it. The reading thread notices, and waits for the end.
  func end() {
    isClosed.withLock { isClosed in
      guard !isClosed else { return }
      isClosed = true
      shutdown(supervisor, Int32(SHUT_WR))
    }
  }

  // MARK: Reading

  private func readAll() {
    var reader = ReportReader()
    var texts = [output: TextDecoder(), error: TextDecoder()]
    var descriptors = [reports, supervisor, output, error].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let size = Int(UNROLL_PACKET_PAYLOAD) + MemoryLayout<unroll_packet_header>.size
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(size, 65536), alignment: 16)
    defer { buffer.deallocate() }

    func readReport(_ flags: Int32) -> Bool {
      let count = recv(reports, buffer.baseAddress, buffer.count, flags)
      guard count > 0 else { return false }
      guard let report = reader.report(of: UnsafeRawBufferPointer(rebasing: buffer[..<count])) else { return true }
      switch report {
      case .output(let event): receiver.withLock { $0 }(event)
      case .event(let event):
        // What programs started by the cell have printed belongs before its end.
        if case .done = event { readText(from: output, error) }
        if case .crash = event { readText(from: output, error) }
        events.put(event)
      }
      return true
    }
    func readText(from descriptors: CInt...) {
      for descriptor in descriptors {
        var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&ready, 1, 0) == 1, ready.revents & Int16(POLLIN) != 0 {
          let count = read(descriptor, buffer.baseAddress, buffer.count)
          guard count > 0 else { break }
          let text = texts[descriptor, default: TextDecoder()].decode(buffer[..<count])
          if !text.isEmpty { receiver.withLock { $0 }(descriptor == output ? .stdout(text) : .stderr(text)) }
        }
      }
    }

    while true {
      if poll(&descriptors, nfds_t(descriptors.count), -1) < 0 && errno == EINTR { continue }
      if descriptors[2].revents != 0 || descriptors[3].revents != 0 { readText(from: output, error) }
      for index in 2...3 where descriptors[index].revents & Int16(POLLHUP | POLLERR) != 0 { descriptors[index].fd = -1 }
      if descriptors[0].revents != 0, !readReport(0) { descriptors[0].fd = -1 }
      guard descriptors[1].revents != 0 else { continue }
      var death = unroll_death()
      let count = withUnsafeMutableBytes(of: &death) { recv(supervisor, $0.baseAddress, $0.count, 0) }
      // All that the dead process said comes before its death; what its checkpoint says comes behind.
      while readReport(Int32(MSG_DONTWAIT)) {}
      readText(from: output, error)
      guard count == MemoryLayout<unroll_death>.size else { break }
      reader.reset()
      events.put(.death(status: death.status, reason: death.reason, goesOn: death.checkpoint != 0))
    }
    for descriptor in [commands, reports, supervisor, output, error] { close(descriptor) }
    var status: CInt = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    events.put(.end)
  }
}
