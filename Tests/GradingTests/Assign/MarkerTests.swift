import NotebookFormat
import Testing

@testable import Grading

struct MarkerTests {
  @Test(arguments: Marker.all)
  func isTheFirstLineOfARawCell(_ marker: Marker) throws {
    #expect(try Marker(Cell(.raw, source: marker.text + "\nname: a")) == marker)
    #expect(try Marker(Cell(.raw, source: "#   " + marker.text.dropFirst(2).lowercased() + "  ")) == marker)
    #expect(try Marker(Cell(.raw, source: "\n \n" + marker.text)) == marker)
    let fault = #expect(throws: CellFault.self) { try Marker(Cell(.markdown, source: marker.text)) }
    #expect(fault?.reason == "\(marker.text) stands in a markdown cell; make it a raw cell")
  }

  @Test(arguments: ["", "\n \n", "name: a", "text\n# BEGIN TESTS", "# a comment", "## BEGIN TESTS"])
  func otherCellsAreTheNotebooksOwn(_ source: String) throws {
    #expect(try Marker(Cell(.raw, source: source)) == nil)
  }

  @Test(arguments: [
    ("# BEGIN QUESTIONS", "# BEGIN QUESTIONS is no marker; did you mean # BEGIN QUESTION?"),
    ("# ASIGNMENT CONFIG", "# ASIGNMENT CONFIG is no marker; did you mean # ASSIGNMENT CONFIG?"),
    (
      "# BEGIN nonsense of some kind",
      "# BEGIN NONSENSE OF SOME KIND is no marker; the markers are # ASSIGNMENT CONFIG, # BEGIN QUESTION, "
        + "# BEGIN PROMPT, # BEGIN SOLUTION, # BEGIN TESTS, # BEGIN CASES, # BEGIN RIGHT, # BEGIN WRONG, "
        + "# END QUESTION, # END PROMPT, # END SOLUTION, # END TESTS, # END CASES, # END RIGHT, # END WRONG"
    ),
  ])
  func whatIsNearlyAMarkerIsAFault(_ source: String, _ reason: String) {
    let fault = #expect(throws: CellFault.self) { try Marker(Cell(.raw, source: source)) }
    #expect(fault == CellFault(line: 1, reason: reason))
  }
}
