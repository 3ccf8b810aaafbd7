import Testing

@testable import Grading

struct CodeMarkerTests {
  @Test(arguments: CodeMarker.allCases)
  func isFoundAtItsPlace(_ marker: CodeMarker) throws {
    let line = marker.isBoundary ? "  //  \(marker.rawValue) " : "code \(marker.text)"
    #expect(try CodeMarker.found(in: line, line: 1, isSolution: true) == marker)
  }

  @Test(arguments: [
    ("x // BEGIN SOLUTION", true, "// BEGIN SOLUTION needs a line of its own"),
    (
      "// SOLUTION", true,
      "// SOLUTION marks the code before it on its line, and there is none; for more lines there is // BEGIN SOLUTION"
    ),
    ("// SEED", false, "// SEED marks the code before it on its line, and there is none"),
    (
      "x // SOLUTION", false,
      "// SOLUTION belongs in the code between # BEGIN SOLUTION and # END SOLUTION"
    ),
    (
      "x // SOLUTION: by hand", true,
      "// SOLUTION: by hand is no marker; // SOLUTION ends its line, with no word behind it"
    ),
    ("x // SOLUTON", true, "// SOLUTON is no marker; did you mean // SOLUTION?"),
    ("x // Solution", true, "// Solution is no marker; did you mean // SOLUTION?"),
    ("// END SOLUTIONS", false, "// END SOLUTIONS is no marker; did you mean // END SOLUTION?"),
    (
      "// BEGIN NOTHING AT ALL", false,
      "// BEGIN NOTHING AT ALL is no marker; the markers are // SOLUTION, // SOLUTION NO PROMPT, // SEED, // IGNORE, "
        + "// BEGIN SOLUTION, // BEGIN SOLUTION NO PROMPT, // END SOLUTION, // BEGIN PROMPT, // END PROMPT, "
        + "// BEGIN IGNORE, // END IGNORE"
    ),
  ])
  func whatIsOutOfPlaceOrMisspeltIsAFault(_ line: String, _ isSolution: Bool, _ reason: String) {
    let fault = #expect(throws: CellFault.self) { try CodeMarker.found(in: line, line: 3, isSolution: isSolution) }
    #expect(fault == CellFault(line: 3, reason: reason))
  }

  @Test(arguments: [
    "x // the solution", "x // Solution", "// begin", "x // TODAY", "x // SEEN", "x", "//", "// Begin the loop",
  ])
  func otherCommentsAreComments(_ line: String) throws {
    #expect(try CodeMarker.found(in: line, line: 1, isSolution: false) == nil)
  }
}
