import Foundation
import JSONTree
package import JupyterKernel

/// The executions of all sessions, in a file with a line of JSON for each.
///
/// The file is only ever lengthened, by whole lines under a lock, so that several kernels can write to it and a kernel can
/// be killed at any moment: a line that is damaged is skipped, and the next one begins on a line of its own.
package struct HistoryFile: Sendable {
  package let path: String
  /// Bytes after which the older half is left out.
  private let limit: Int

  /// Why the history cannot be kept.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String

    init(_ action: String, _ path: String) {
      description = "cannot \(action) the history \(path): \(String(cString: strerror(errno)))"
    }
  }

  package init(_ path: String, limit: Int = 4 << 20) {
    self.path = path
    self.limit = limit
  }

  /// The file of this account: in its folder for data, as the platform has it.
  package static func standard(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    home: String = FileManager.default.homeDirectoryForCurrentUser.path
  ) -> HistoryFile {
    #if os(macOS)
      let folder = "\(home)/Library/Application Support"
    #else
      let given = environment["XDG_DATA_HOME"] ?? ""
      // The standard has relative paths be ignored.
      let folder = given.hasPrefix("/") ? given : "\(home)/.local/share"
    #endif
    return HistoryFile("\(folder)/unroll/history.jsonl")
  }

  /// Begins a session, and returns its number: one above every other.
  package func beginSession() throws(Failure) -> Int {
    try withLock { descriptor throws(Failure) in
      let last = entries(in: try contents(descriptor)).map(\.session).max() ?? 0
      try append(.object([.init(name: "session", value: .integer(last + 1))]), to: descriptor)
      return last + 1
    }
  }

  /// Adds an execution.
  package func append(_ entry: HistoryEntry) throws(Failure) {
    try withLock { descriptor throws(Failure) in try append(Self.json(entry), to: descriptor) }
  }

  /// All executions, in the order in which they came.
  package var entries: [HistoryEntry] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    return entries(in: Array(data)).compactMap(\.entry)
  }

  // MARK: Lines

  private static func json(_ entry: HistoryEntry) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init(name: "session", value: .integer(entry.session)), .init(name: "line", value: .integer(entry.line)),
      .init(name: "code", value: .string(entry.code)),
    ]
    if let result = entry.result { members.append(.init(name: "result", value: .string(result))) }
    return .object(members)
  }

  /// What the lines say that are whole: sessions, and executions in them.
  private func entries(in bytes: [UInt8]) -> [(session: Int, entry: HistoryEntry?)] {
    bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard let json = try? JSONValue(parsing: line), let session = json["session"]?.integerValue, session > 0 else {
        return nil
      }
      guard let number = json["line"]?.integerValue, let code = json["code"]?.stringValue else { return (session, nil) }
      let entry = HistoryEntry(session: session, line: number, code: code, result: json["result"]?.stringValue)
      return (session, entry)
    }
  }

  // MARK: The file

  private func append(_ json: JSONValue, to descriptor: CInt) throws(Failure) {
    var line = json.encoded + [UInt8(ascii: "\n")]
    let size = Int(lseek(descriptor, 0, SEEK_END))
    var last: UInt8 = 0
    if size > 0, pread(descriptor, &last, 1, off_t(size - 1)) == 1, last != UInt8(ascii: "\n") {
      // A kernel was killed while it wrote.
      line.insert(UInt8(ascii: "\n"), at: 0)
    }
    if size + line.count > limit {
      try rewrite(newest(try contents(descriptor)) + line)
    } else {
      try writeAll(line, to: descriptor)
    }
  }

  /// The whole lines of the newer half of what is allowed.
  private func newest(_ bytes: [UInt8]) -> [UInt8] {
    let half = bytes.suffix(limit / 2)
    guard half.count < bytes.count else { return bytes }
    guard let end = half.firstIndex(of: UInt8(ascii: "\n")) else { return [] }
    return Array(half[(end + 1)...])
  }

  private func rewrite(_ bytes: [UInt8]) throws(Failure) {
    let partial = "\(path).\(String(UInt64.random(in: .min ... .max), radix: 36)).partial"
    let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure("shorten", path) }
    defer { _ = close(descriptor) }
    do throws(Failure) {
      try writeAll(bytes, to: descriptor)
      guard rename(partial, path) == 0 else { throw Failure("shorten", path) }
    } catch {
      _ = unlink(partial)
      throw error
    }
  }

  private func writeAll(_ bytes: [UInt8], to descriptor: CInt) throws(Failure) {
    var position = 0
    while position < bytes.count {
      let count = bytes[position...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw Failure("write", path) }
      position += count
    }
  }

  private func contents(_ descriptor: CInt) throws(Failure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: max(0, Int(lseek(descriptor, 0, SEEK_END))))
    var position = 0
    while position < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        pread(descriptor, buffer.baseAddress.map { $0 + position }, buffer.count - position, off_t(position))
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Failure("read", path) }
      if count == 0 { break }
      position += count
    }
    return Array(bytes[..<position])
  }

  /// Opens the file and runs `body` while no other kernel writes to it.
  private func withLock<Result>(_ body: (CInt) throws(Failure) -> Result) throws(Failure) -> Result {
    let folder = URL(filePath: path).deletingLastPathComponent()
    try? FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw Failure("open", path) }
      // Closing unlocks.
      defer { _ = close(descriptor) }
      while flock(descriptor, LOCK_EX) != 0 { guard errno == EINTR else { throw Failure("lock", path) } }
      var (opened, present) = (stat(), stat())
      guard fstat(descriptor, &opened) == 0 else { throw Failure("open", path) }
      // While this waited, the file may have been shortened, and is another one now.
      guard stat(path, &present) == 0, present.st_ino == opened.st_ino, present.st_dev == opened.st_dev else {
        continue
      }
      return try body(descriptor)
    }
  }
}
