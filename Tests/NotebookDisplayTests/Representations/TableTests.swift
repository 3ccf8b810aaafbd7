import NotebookDisplay
import Testing

@Suite struct TableTests {
  private let table = Table(columns: ["word", "n"], rows: [["the", "64,023"], ["a<b", "1"]])

  @Test func text() {
    #expect(
      table.description == """
        word       n
        ────  ──────
        the   64,023
        a<b        1
        """)
  }

  @Test func markup() {
    #expect(table.displayData.text(.html)?.contains("<td>a&lt;b</td><td style=\"text-align:right\">1</td>") == true)
  }

  @Test func rowsOfAnotherLength() async {
    await #expect(processExitsWith: .failure) { _ = Table(columns: ["a"], rows: [["1", "2"]]) }
  }
}
