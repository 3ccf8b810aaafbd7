import JSONTree
import Testing

@testable import NotebookFormat

struct NotebookDecoderTests {
  func error(_ text: String) -> NotebookError? {
    #expect(throws: NotebookError.self) { try Notebook(parsing: Array(text.utf8)) }
  }

  static let head = "{\"nbformat\": 4, \"nbformat_minor\": 5, \"metadata\": {},\n \"cells\": "

  @Test(arguments: [
    ("[]", "line 1, column 1 (byte 0): a notebook is an object, not a list"),
    ("{}", "line 1, column 1 (byte 0): the notebook does not say its format: it has no member \"nbformat\""),
    (
      "{\n \"nbformat\": 3, \"nbformat_minor\": 0}",
      "line 2, column 14 (byte 15): the notebook has format 3.0, and only format 4 is read here; "
        + "jupyter nbconvert --to notebook converts it"
    ),
    (
      "{\"nbformat\": 5}",
      "line 1, column 14 (byte 13): the notebook has format 5.0, and only format 4 is read here; "
        + "it was written by a newer program"
    ),
    ("{\"nbformat\": \"4\"}", "line 1, column 14 (byte 13): nbformat of the notebook is an integer, not a string"),
    (
      "{\"nbformat\": 4, \"metadata\": []}",
      "line 1, column 29 (byte 28): metadata of the notebook is an object, not a list"
    ),
    ("{\"nbformat\": 4}", "line 1, column 1 (byte 0): the notebook has no member \"cells\""),
    (head + "[1]}", "line 2, column 12 (byte 64): cells[0] is an object, not a number"),
    (head + "{}}", "line 2, column 11 (byte 63): cells is a list, not an object"),
    (head + "[{}]}", "line 2, column 12 (byte 64): cells[0] has no member \"cell_type\""),
    (
      head + #"[{"cell_type": "heading"}]}"#,
      "line 2, column 26 (byte 78): cells[0].cell_type is \"heading\", and a cell is code, markdown or raw"
    ),
    (head + #"[{"cell_type": "raw"}]}"#, "line 2, column 12 (byte 64): cells[0] has no member \"source\""),
    (
      head + #"[{"cell_type": "raw", "source": ["a", 1]}]}"#,
      "line 2, column 43 (byte 95): source of cells[0] is a list of strings, not a list"
    ),
    (
      head + #"[{"cell_type": "code", "source": "", "execution_count": 1.5}]}"#,
      "line 2, column 67 (byte 119): execution_count of cells[0] is an integer, not a number"
    ),
    (
      head + #"[{"cell_type": "code", "source": "", "outputs": [ {"output_type": "stream", "text": {}} ]}]}"#,
      "line 2, column 95 (byte 147): text of cells[0].outputs[0] is a list of strings, not an object"
    ),
    (
      head + #"[{"cell_type": "code", "source": "", "outputs": [{}]}]}"#,
      "line 2, column 60 (byte 112): cells[0].outputs[0] has no member \"output_type\""
    ),
    ("{\"nbformat\": 4,\n}", "line 2, column 1 (byte 16): a name in quotes was expected"),
  ])
  func saysWhatIsWrongAndWhere(_ text: String, _ description: String) {
    #expect(error(text)?.description == description)
  }

  @Test func isContentWithWhatOlderToolsLeaveOut() throws {
    let notebook = try Notebook(
      parsing: Array(
        #"{"cells": [{"cell_type": "code", "source": "x", "outputs": [{"output_type": "new", "x": 1}]}], "nbformat": 4}"#
          .utf8))
    #expect(notebook.minorVersion == 0)
    #expect(notebook.cells == [Cell(.code, source: "x", outputs: [.other(["output_type": "new", "x": 1])])])
  }
}
