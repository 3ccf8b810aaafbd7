import Testing

@testable import Grading

@Suite struct LabReportTests {
  @Test func saysWhatWasFoundAndHowManyPoints() throws {
    let lab = try ValuesJudgeTests.lab()
    var verdicts = ["forward": Verdict(.right, "Right.", diagnosis: "right")]
    verdicts["derive"] = Verdict(.wrong, "Not right yet.", details: ["A path is missing."], diagnosis: "missingPaths")
    let report = LabReport(lab, verdicts)
    #expect(!report.isComplete && report.points == (1, 3))
    #expect(
      report.text == """
        ✓ Forward: Right.
        ○ total: There is no answer yet.
        ✗ derive: Not right yet.
          A path is missing.
        ○ words: There is no answer yet.
        1 of 3 points
        """)
    for name in ["total", "derive"] { verdicts[name] = Verdict(.right, "Right.", diagnosis: "right") }
    verdicts["words"] = Verdict(.kept, "Kept.", diagnosis: "kept")
    #expect(LabReport(lab, verdicts).isComplete)
  }
}
