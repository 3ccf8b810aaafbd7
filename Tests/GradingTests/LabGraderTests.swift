import Foundation
import NotebookDisplay
import SwiftEvaluation
import Testing

@testable import Grading

@Suite(.serialized) struct LabGraderTests {
  private func grader(_ folder: URL) throws -> LabGrader {
    LabGrader(labs: [try ValuesJudgeTests.lab()], folder: folder, now: { 1_000 })
  }

  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "grading-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test func keepsWhatWasWrittenAndUnlocksHints() async throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let evaluator = try TestEvaluator.make()
    let grader = try grader(folder)
    func ask(_ action: LabRequest.Action, _ question: String?) async -> String {
      await grader.answer(LabRequest(lab: "toy", action: action, question: question), in: evaluator).plain
    }
    #expect(await ask(.hint, "forward").contains("Try first"))
    #expect(await ask(.check, "derive").contains("%%formula derive"))
    #expect(await grader.submit("dL/do_1 * do_1/dh_1", to: "derive").plain.hasPrefix("✗ derive"))
    #expect(await grader.submit("dL/do_1 * do_1/dh_1 * dh_1/dU", to: "derive").plain.hasPrefix("✓ derive"))
    #expect(await grader.submit("because", to: "words").plain.hasPrefix("○"))
    #expect(
      await grader.submit("There is a state before the first word.", to: "words").plain.contains("Did you name h_0?"))
    for code in ["let h = 0.0, o = 1.0", "let h = 0.5, o = 1.0"] {
      try await evaluator.succeed("let u = 1.0, w = 1.0, x = 1.0\n\(code)")
      #expect(await ask(.check, "forward").contains("A hint is there"))
    }
    let hints = await ask(.hint, "forward")
    #expect(hints.contains("One.") && hints.contains("Two."))
    let all = await ask(.check, nil)
    #expect(all.hasSuffix("Lab toy: 1 of 4 right, 1 kept for a reader."))
    #expect(all.contains("○ total: not checked yet") && all.contains("✗ Forward: not right yet"))
    #expect(await ask(.check, "nothing").contains("no question “nothing”"))
    await evaluator.shutdown()
  }

  @Test func whatALearnerWritesIsShownAndNeverRun() async throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let shown = await (try grader(folder)).submit("<script>alert(1)</script> <\u{338}script> & more", to: "derive")
    let html = try #require(shown.text(.html))
    #expect(
      !html.unicodeScalars.split(separator: "<").contains {
        $0.starts(with: "script".unicodeScalars) || $0.first == "\u{338}"
      })
  }
}
