import Foundation
import JupyterKernel
import Testing

@testable import SwiftKernel

struct HistoryTests {
  func lines(_ entries: [HistoryEntry]) -> [String] { entries.map { "\($0.session).\($0.line) \($0.code)" } }

  @Test func sessionsAreTold() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "unroll-history-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = HistoryFile(folder.appending(path: "history.jsonl").path)
    var first = try History(file)
    try first.add(line: 1, code: "a", result: nil)
    var second = try History(file)
    try second.add(line: 1, code: "b", result: "7")
    // Another kernel in between.
    try first.add(line: 2, code: "c", result: nil)
    try second.add(line: 2, code: "a", result: nil)
    try second.add(line: 3, code: "bb", result: nil)

    #expect(lines(second.entries(.tail(nil))) == ["1.1 a", "1.2 c", "2.1 b", "2.2 a", "2.3 bb"])
    #expect(lines(second.entries(.tail(2))) == ["2.2 a", "2.3 bb"])
    #expect(lines(second.entries(.tail(0))) == [])
    #expect(lines(first.entries(.tail(1))) == ["1.2 c"])
    #expect(second.entries(.range(session: 0, start: 1, stop: 2)).map(\.result) == ["7"])
    #expect(lines(second.entries(.range(session: 0, start: 2, stop: nil))) == ["2.2 a", "2.3 bb"])
    #expect(lines(second.entries(.range(session: -1, start: 1, stop: 2))) == ["1.1 a"])
    #expect(lines(second.entries(.range(session: 1, start: 2, stop: 9))) == ["1.2 c"])
    #expect(second.entries(.range(session: .min, start: .min, stop: .max)).isEmpty)
    #expect(lines(second.entries(.search(pattern: "a", count: nil, unique: false))) == ["1.1 a", "2.2 a"])
    #expect(lines(second.entries(.search(pattern: "a", count: nil, unique: true))) == ["2.2 a"])
    #expect(lines(second.entries(.search(pattern: "b*", count: 1, unique: false))) == ["2.3 bb"])
  }

  @Test func withoutAFileTheSessionIsKnown() throws {
    var history = History()
    try history.add(line: 1, code: "a", result: nil)
    try history.add(line: 2, code: String(repeating: "x", count: 1_000_000), result: nil)
    try history.add(line: 3, code: "b", result: String(repeating: "r", count: 1_000_000))
    #expect(lines(history.entries(.tail(nil))) == ["1.1 a", "1.3 b"])
    #expect(history.entries(.tail(1)).first?.result?.count == 10000)
  }
}
