import Foundation
import Testing

@testable import Grading

@Suite struct ProgressFileTests {
  private func file() throws -> ProgressFile {
    let folder = FileManager.default.temporaryDirectory.appending(path: "progress-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return ProgressFile(lab: "rnn", folder: folder)
  }

  private func entry(_ time: Int, _ question: String = "forward", _ outcome: Verdict.Outcome = .wrong) -> ProgressEntry
  {
    ProgressEntry(
      time: time, question: question, outcome: outcome, diagnosis: "other", fingerprint: "\(time)", text: "a\nb \"c\"")
  }

  @Test func whatIsAddedIsThere() throws {
    let file = try file()
    #expect(try file.read() == Progress())
    for time in 1...3 { try file.append(entry(time)) }
    #expect(try file.read().entries == [entry(1), entry(2), entry(3)])
    #expect(try file.read().attempts(at: "forward") == 3)
  }

  @Test func aLineThatWasCutOffCostsItselfOnly() throws {
    let file = try file()
    try file.append(entry(1))
    let whole = try String(contentsOfFile: file.path, encoding: .utf8)
    for length in 0..<whole.utf8.count {
      try Data(Array(whole.utf8) + Array(whole.utf8.prefix(length))).write(to: URL(filePath: file.path))
      try file.append(entry(2))
      #expect(try file.read().entries == [entry(1), entry(2)], "cut off after \(length) bytes")
    }
  }

  @Test func twoWritersLoseNothing() async throws {
    let file = try file()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask { for index in 0..<50 { try file.append(entry(writer * 1000 + index)) } }
      }
      try await group.waitForAll()
    }
    #expect(try file.read().entries.count == 200)
  }

  @Test func filesOfTwoMachinesAreOneBehindTheOther() throws {
    let (first, second) = (Progress([entry(1), entry(4)]), Progress([entry(1), entry(2, "bigram", .right)]))
    let merged = first.merged(with: second)
    #expect(merged.entries.map(\.time) == [1, 2, 4])
    #expect(merged == second.merged(with: first))
    #expect(merged.last(of: "bigram")?.outcome == .right)
  }
}
