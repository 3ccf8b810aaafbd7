import Testing

@testable import NotebookExecution

struct RunProgressTests {
  @Test(arguments: [
    (0, 12, 0.0, "cell 1 of 12"), (2, 12, 1.0, "cell 3 of 12, 2.0 cells/s, 5.0 s left"),
    (1, 3, 50.0, "cell 2 of 3, 50.0 s a cell, 1 min 40 s left"),
    (11, 12, 132.0, "cell 12 of 12, 12.0 s a cell, 12 s left"),
    (1, 2, 0.0, "cell 2 of 2"), (3, 3, 1.0, "cell 3 of 3, 3.0 cells/s, 0.0 s left"),
  ])
  func saysWhichCellHowFastAndHowLongYet(_ done: Int, _ total: Int, _ seconds: Double, _ line: String) {
    #expect(RunProgress(done: done, total: total, elapsed: .seconds(seconds)).line == line)
  }

  @Test func saysAtTheEndHowLongItTook() {
    #expect(RunProgress(done: 1, total: 1, elapsed: .milliseconds(1234)).summary == "1 of 1 cell in 1.2 s")
    #expect(RunProgress(done: 2, total: 5, elapsed: .seconds(61)).summary == "2 of 5 cells in 1 min 1 s")
  }
}
