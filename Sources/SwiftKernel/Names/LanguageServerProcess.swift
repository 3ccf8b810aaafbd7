import CProcess
import Foundation
import JSONTree
import SwiftEvaluation
import Synchronization

/// A language server as a process that reads and writes messages of JSON behind headers (the base protocol of LSP).
final class LanguageServerProcess: Sendable {
  /// The leader of the server's group of processes, until it has been waited for.
  private let process: Mutex<pid_t?>
  private let input: CInt
  /// What the server says; ends with the server.
  let messages: AsyncStream<JSONValue>

  /// How long the server may leave its input unread.
  private static let patience: CInt = 2000

  /// Starts the server; nil if it does not start.
  ///
  /// - Parameter folder: where the server may keep what it generates; it leaves it there.
  init?(_ program: URL, folder: URL) {
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      return nil
    }
    // A server that has ended must not end the kernel too.
    signal(SIGPIPE, SIG_IGN)
    var (toServer, fromServer): ([CInt], [CInt]) = ([-1, -1], [-1, -1])
    guard unroll_pipe(&toServer) == 0 else { return nil }
    guard unroll_pipe(&fromServer) == 0 else {
      for end in toServer { close(end) }
      return nil
    }
    let nothing = open("/dev/null", O_WRONLY | O_CLOEXEC)
    var identifier: pid_t = 0
    var environment = ProcessInfo.processInfo.environment
    environment["TMPDIR"] = folder.path
    let problem = Spawning.spawn(
      &identifier, program.path, [], [toServer[0], fromServer[1], nothing], environment: environment, leads: true)
    for end in [toServer[0], fromServer[1], nothing] { close(end) }
    guard problem == 0 else {
      for end in [toServer[1], fromServer[0]] { close(end) }
      return nil
    }
    _ = fcntl(toServer[1], F_SETFL, O_NONBLOCK)
    input = toServer[1]
    process = Mutex(identifier)
    let (messages, continuation) = AsyncStream.makeStream(of: JSONValue.self)
    self.messages = messages
    let output = fromServer[0]
    // It holds the server until that has ended, so that the server is always waited for.
    Thread.detachNewThread { [self] in
      Self.read(output) { continuation.yield($0) }
      close(output)
      continuation.finish()
      wait()
    }
  }

  deinit { close(input) }

  /// Ends the server at once.
  func end() {
    process.withLock { if let identifier = $0 { kill(-identifier, SIGKILL) } }
  }

  /// Sends a message; false if the server does not take it.
  func send(_ message: JSONValue) -> Bool {
    let body = message.encoded
    let bytes = Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body
    var position = 0
    while position < bytes.count {
      let count = bytes[position...].withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      if count > 0 {
        position += count
      } else if count < 0 && errno == EAGAIN {
        var room = pollfd(fd: input, events: Int16(POLLOUT), revents: 0)
        guard poll(&room, 1, Self.patience) > 0 else { return false }
      } else if count == 0 || errno != EINTR {
        return false
      }
    }
    return true
  }

  private static func read(_ output: CInt, _ receive: (JSONValue) -> Void) {
    var reader = HeaderedReader()
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = Foundation.read(output, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      for message in reader.messages(in: buffer[..<count]) { receive(message) }
    }
  }

  private func wait() {
    process.withLock { process in
      guard let identifier = process else { return }
      kill(-identifier, SIGKILL)
      var status: CInt = 0
      while waitpid(identifier, &status, 0) < 0 && errno == EINTR {}
      process = nil
    }
  }
}

/// Cuts a stream of bytes into messages.
struct HeaderedReader {
  private var bytes: [UInt8] = []

  /// The messages that are whole once `more` has come. What is not JSON is left out.
  mutating func messages(in more: some Collection<UInt8>) -> [JSONValue] {
    bytes.append(contentsOf: more)
    var messages: [JSONValue] = []
    while let end = endOfHeader, let length = length(in: bytes[..<end]), bytes.count >= end + length {
      if let message = try? JSONValue(parsing: bytes[end..<end + length]) { messages.append(message) }
      bytes.removeFirst(end + length)
    }
    return messages
  }

  private var endOfHeader: Int? {
    let mark = Array("\r\n\r\n".utf8)
    guard bytes.count >= mark.count else { return nil }
    for start in 0...min(bytes.count - mark.count, 4096) where Array(bytes[start..<start + mark.count]) == mark {
      return start + mark.count
    }
    return nil
  }

  private func length(in header: ArraySlice<UInt8>) -> Int? {
    for line in String(decoding: header, as: UTF8.self).split(separator: "\r\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "content-length" else { continue }
      return Int(parts[1].drop(while: \.isWhitespace)).flatMap { $0 >= 0 ? $0 : nil }
    }
    return nil
  }
}
