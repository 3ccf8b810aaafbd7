import NotebookFormat
import Testing

@testable import Grading

struct AssignErrorTests {
  @Test func putsThePlaceInFront() {
    let place = AssignError.Place(Cell(.raw, source: "  # END TESTS \nmore"), number: 3)
    let error = AssignError(question: "q", cell: place, line: 2, reason: "why").inFile("a.ipynb")
    #expect(error.description == "a.ipynb: question “q”, cell 3 (“# END TESTS”), line 2: why")
    #expect(AssignError(reason: "why").description == "why")
  }

  @Test func longLinesAreCut() {
    let place = AssignError.Place(Cell(.raw, source: String(repeating: "x", count: 1000)), number: 1)
    #expect(place.firstLine == String(repeating: "x", count: 60) + "…")
  }
}
