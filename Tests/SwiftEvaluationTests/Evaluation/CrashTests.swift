import Foundation
import Testing

@testable import SwiftEvaluation

@Suite(.serialized) struct CrashTests {
  @Test func everyCrashGivesTheStateBack() async throws {
    let notebook = try TestNotebook()
    try await notebook.value(
      "var kept = [1, 2, 3]\nstruct Wrong: Error { let why: String }\nfunc at(_ i: Int) -> Int {\n  kept[i]\n}")
    let index = try await notebook.crash("kept = []\n\nprint(at(5))")
    #expect(index.sentence == "Index out of range")
    #expect(index.frames == [.init(cell: "Cell 1", line: 4), .init(cell: "Cell 2", line: 3)])
    #expect(index.description.contains("The state before this cell is back"))
    let cases: [(source: String, sentence: String, cause: CrashReport.Cause)] = [
      ("kept = []\nfatalError(\"no way\")", "No way", .trap),
      ("kept = []\nprecondition(kept.count > 3, \"too few\")", "Too few", .trap),
      (
        "kept = []\nlet number: Int? = Int(\"x\")\nprint(number!)",
        "Unexpectedly found nil while unwrapping an Optional value", .trap
      ),
      ("kept = []\nlet big = Int.max - kept.count\nprint(big + Int(\"1\")!)", "Arithmetic overflow", .trap),
      ("kept = []\nthrow Wrong(why: \"so\")", "Uncaught error: Wrong(why: \"so\")", .uncaughtError),
      (
        "kept = []\nfunc deep(_ n: Int) -> Int { n == -1 ? 0 : deep(n + 1) * 2 + 1 }\ndeep(0)",
        "Stack overflow: functions called each other too deeply, perhaps without an end.", .stackOverflow
      ),
      ("kept = []\nimport Foundation\nexit(3)", "The cell called exit(3).", .exit(status: 3)),
      ("kept = []\nimport Foundation\nkill(getpid(), SIGKILL)", "The process was killed.", .signal(9)),
      (
        "kept = []\nUnsafeMutablePointer<Int>(bitPattern: 8)!.pointee = 1", "Memory was accessed that does not exist.",
        .badAccess
      ),
    ]
    for (source, sentence, cause) in cases {
      let report = try await notebook.crash(source)
      #expect(report.sentence == sentence, "\(source)")
      #expect(report.cause == cause && report.stateIsBack, "\(source)")
    }
    let thrown = try await notebook.crash("kept = []\nthrow Wrong(why: \"again\")")
    #expect(thrown.frames.map(\.line) == [2])
    #expect(try await notebook.value("kept") == "[1, 2, 3]")
    #expect(!notebook.printed().contains("Fatal error"))
    await notebook.evaluator.shutdown()
  }

  /// With a gigabyte of tensors alive, and Dispatch's threads at work since a cell that waited.
  @Test func tenCrashesInARowWithAGigabyte() async throws {
    let notebook = try TestNotebook()
    try await notebook.value(
      "import Foundation\nimport Unroll\nlet tensors = (0..<8).map { Tensor.full([4096, 8192], Double($0)) }")
    try await notebook.value("var kept = await Task { tensors.count }.value")
    for crash in 0..<10 {
      let report = try await notebook.crash(
        [
          "kept = 0\nlet none: Int? = Int(\"x\")\nnone!", "kept = 0\nfatalError(\"again\")", "kept = 0\nexit(1)",
          "kept = 0\nfunc deep(_ n: Int) -> Int { n == -1 ? 0 : deep(n + 1) * 2 + 1 }\ndeep(0)",
          "kept = 0\nawait Task.yield()\nkill(getpid(), SIGKILL)",
        ][crash % 5])
      #expect(report.stateIsBack)
      #expect(
        try await notebook.value("\"\\(kept) \\(tensors[\(crash % 8)][4095, 8191].item())\"") == "\"8 \(crash % 8).0\"")
    }
    #expect(try await notebook.value("await Task { kept + 1 }.value") == "9")
    await notebook.evaluator.shutdown()
  }

  @Test func aTaskLeftRunningFails() async throws {
    let notebook = try TestNotebook()
    try await notebook.value("var kept = 1")
    try await notebook.value(
      "let gone = 2\nkept = 2\nTask { try await Task.sleep(for: .milliseconds(50)); fatalError(\"late\") }")
    try await Task.sleep(for: .milliseconds(600))
    #expect(try await notebook.value("kept") == "1")
    #expect(notebook.printed().contains("Late"))
    let result = try await notebook.run("gone")
    guard case .compileError = result.outcome else { return #expect(Bool(false), "\(result.outcome)") }
    await notebook.evaluator.shutdown()
  }

  @Test func nothingStays() async throws {
    let notebook = try TestNotebook()
    try await notebook.value(
      "import Foundation\nlet child = Process()\nchild.executableURL = URL(filePath: \"/bin/sleep\")\nchild.arguments = [\"1000\"]\ntry child.run()"
    )
    let pids = try #require(try await notebook.value("\"\\(getpid()) \\(getppid()) \\(child.processIdentifier)\""))
      .filter { $0 != "\"" }.split(separator: " ").compactMap { Int32($0) }
    #expect(pids.count == 3)
    let folder = try #require(await notebook.evaluator.folder)
    await notebook.evaluator.shutdown()
    for pid in pids { #expect(kill(pid, 0) != 0, "process \(pid) goes on") }
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }
}
