import Foundation
import JupyterKernel
import Testing

@testable import SwiftKernel

struct HistoryFileTests {
  /// Runs `body` with the path of a file in a folder of its own, neither of which exists.
  func withPath(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "unroll-history-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder.appending(path: "a/history.jsonl").path)
  }

  func entry(_ session: Int, _ line: Int, _ code: String = "x", _ result: String? = nil) -> HistoryEntry {
    HistoryEntry(session: session, line: line, code: code, result: result)
  }

  @Test func whatIsAddedIsRead() async throws {
    try await withPath { path in
      let file = HistoryFile(path)
      #expect(file.entries.isEmpty)
      #expect(try file.beginSession() == 1)
      let entries = [entry(1, 1, "let a = \"é\n\u{0}\u{2028}\"", "7"), entry(1, 2, "")]
      for entry in entries { try file.append(entry) }
      #expect(try HistoryFile(path).beginSession() == 2)
      #expect(HistoryFile(path).entries == entries)
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
  }

  /// A kernel can be killed in the middle of a line: all whole lines are read, and the next line is whole again.
  @Test func everyCutIsSurvived() async throws {
    try await withPath { path in
      let file = HistoryFile(path)
      _ = try file.beginSession()
      for line in 1...3 { try file.append(entry(1, line, "let a\(line) = 1", "é")) }
      let whole = try Data(contentsOf: URL(filePath: path))
      for cut in 0...whole.count {
        try whole.prefix(cut).write(to: URL(filePath: path))
        let before = file.entries
        #expect(before == (1...3).map { entry(1, $0, "let a\($0) = 1", "é") }.prefix(before.count).map { $0 })
        try file.append(entry(2, 9, "after"))
        #expect(file.entries == before + [entry(2, 9, "after")])
      }
    }
  }

  @Test func damagedLinesAreSkipped() async throws {
    try await withPath { path in
      let file = HistoryFile(path)
      _ = try file.beginSession()
      try file.append(entry(1, 1))
      let handle = try FileHandle(forWritingTo: URL(filePath: path))
      try handle.seekToEnd()
      let damage =
        "\n\nnonsense\n{}\n[1]\n{\"session\":\"1\"}\n{\"session\":-4,\"line\":1,\"code\":\"x\"}\n{\"session\":1,\"line\":2}\n"
      try handle.write(contentsOf: Data(damage.utf8) + [0xFF, 0x00, 0x0A])
      try file.append(entry(1, 3))
      #expect(file.entries == [entry(1, 1), entry(1, 3)])
      #expect(try file.beginSession() == 2)
    }
  }

  @Test func theFileIsKeptShort() async throws {
    try await withPath { path in
      let file = HistoryFile(path, limit: 2000)
      let session = try file.beginSession()
      for line in 1...300 {
        try file.append(entry(session, line, "let number = \(line)"))
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        #expect(size.map { $0 <= 2000 } == true)
        let lines = file.entries.map(\.line)
        #expect(lines == Array((line - lines.count + 1)...line))
        #expect(lines.count >= min(line, 10))
      }
      #expect(try file.beginSession() == session + 1)
      let rest = try FileManager.default.contentsOfDirectory(
        atPath: URL(filePath: path).deletingLastPathComponent().path)
      #expect(rest == ["history.jsonl"])
      // Longer than the file may be.
      try file.append(entry(session + 1, 1, String(repeating: "x", count: 5000)))
      try file.append(entry(session + 1, 2))
      #expect(file.entries.last == entry(session + 1, 2))
    }
  }

  @Test func severalKernelsWriteAtOnce() async throws {
    try await withPath { path in
      // Small enough to be shortened in between.
      for limit in [20000, 4 << 20] {
        let sessions = try await withThrowingTaskGroup { group in
          for _ in 0..<8 {
            group.addTask {
              let file = HistoryFile(path, limit: limit)
              let session = try file.beginSession()
              for line in 1...100 { try file.append(self.entry(session, line, "let a = \(line)")) }
              return session
            }
          }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(sessions).count == 8)
        let entries = HistoryFile(path).entries
        #expect(entries.allSatisfy { $0.code == "let a = \($0.line)" })
        for session in sessions {
          let lines = entries.filter { $0.session == session }.map(\.line)
          #expect(lines == Array(1...100).suffix(lines.count))
          if limit > 20000 { #expect(lines.count == 100) }
        }
      }
    }
  }

  @Test func theFolderIsTheAccounts() {
    #if os(Linux)
      #expect(
        HistoryFile.standard(environment: [:], home: "/home/a").path == "/home/a/.local/share/unroll/history.jsonl")
      #expect(HistoryFile.standard(environment: ["XDG_DATA_HOME": "/d"], home: "/h").path == "/d/unroll/history.jsonl")
      #expect(
        HistoryFile.standard(environment: ["XDG_DATA_HOME": "relative"], home: "/h").path
          == "/h/.local/share/unroll/history.jsonl")
    #endif
  }

  @Test func whereNothingCanBeWrittenThatIsSaid() throws {
    let file = HistoryFile("/dev/null/history.jsonl")
    let failure = #expect(throws: HistoryFile.Failure.self) { try file.beginSession() }
    #expect(failure.map { "\($0)".contains("/dev/null/history.jsonl") } == true)
    #expect(file.entries.isEmpty)
  }
}
