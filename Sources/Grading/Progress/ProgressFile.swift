package import Foundation
import JSONTree
package import WholeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A learner's progress beside the notebook: one entry a line, as JSON.
///
/// Lines are only ever added, each by one write at the file's end, so several notebooks may have the file open and lose
/// nothing, and the files of two machines are merged by putting one behind the other. A line that was cut off by a kill is
/// passed over and the next begins behind it.
package struct ProgressFile: Sendable {
  package let path: String

  /// The file of a lab in a folder: `rnn.progress.jsonl`.
  package init(lab: String, folder: URL) {
    path = folder.appending(path: "\(lab).progress.jsonl").path
  }

  /// All entries; none where there is no file yet.
  package func read() throws(FileError) -> Progress {
    guard access(path, F_OK) == 0 else { return Progress() }
    let lines = try FileReader.contents(of: path).split(separator: UInt8(ascii: "\n"))
    return Progress().merged(
      with: Progress(
        lines.compactMap { line in
          (try? JSONValue(parsing: line)).flatMap(ProgressEntry.init)
        }))
  }

  /// Adds an entry at the end.
  package func append(_ entry: ProgressEntry) throws(FileError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    var last = UInt8(ascii: "\n")
    let end = lseek(descriptor, 0, SEEK_END)
    if end > 0, pread(descriptor, &last, 1, end - 1) != 1 { throw failure() }
    var line = entry.json.encoded + [UInt8(ascii: "\n")]
    if last != UInt8(ascii: "\n") { line.insert(UInt8(ascii: "\n"), at: 0) }
    guard line.withUnsafeBytes({ Foundation.write(descriptor, $0.baseAddress, $0.count) }) == line.count,
      fsync(descriptor) == 0
    else { throw failure() }
  }

  private func failure() -> FileError {
    FileError(path: path, action: "write", reason: String(cString: strerror(errno)))
  }
}
