import NotebookFormat
import Testing

@testable import Grading

struct CellNamingTests {
  func names(_ ids: [String?]) -> [String?] {
    CellNaming.named(ids.map { Cell(.code, id: $0, source: "") }).map(\.id)
  }

  @Test func goodNamesStay() {
    #expect(names(["a", "B-2_c"]) == ["a", "B-2_c"])
  }

  @Test func othersAreNumbered() {
    #expect(names([nil, "", "a b", String(repeating: "x", count: 65), "é"]) == (1...5).map { "cell-\($0)" })
  }

  @Test func noTwoAreTheSame() {
    #expect(names(["a", "a", nil, "cell-3", "cell-3-2"]) == ["a", "cell-2", "cell-3-3", "cell-3", "cell-3-2"])
    #expect(CellNaming.free("check-q", among: ["check-q", "check-q-2"]) == "check-q-3")
  }

  @Test func aCellThatIsAddedTakesNoName() throws {
    var notebook = question(
      solution("1") + ["# BEGIN TESTS", "1", "# END TESTS"], configuration: "check_all_cell: true")
    notebook.insert(Cell(.markdown, id: "check-q", source: "mine"), at: 0)
    notebook.insert(Cell(.markdown, id: "check-all", source: "mine"), at: 0)
    let ids = try MasterNotebook(parsing: notebook).learnerVersion().cells.compactMap(\.id)
    #expect(ids == ["check-all", "check-q", "master-4", "check-q-2", "check-all-2"])
  }
}
