import JSONTree
import Testing

@testable import NotebookFormat

struct OutputTests {
  @Test func neighbouringPiecesOfOneStreamJoin() {
    let pieces: [Output] = [
      .stream(name: "stdout", text: "a"), .stream(name: "stdout", text: "b\n"), .stream(name: "stderr", text: "c"),
      .stream(name: "stdout", text: "d"), .displayData(data: ["text/plain": "x"]), .stream(name: "stdout", text: "e"),
      .stream(name: "stdout", text: "f"),
    ]
    #expect(
      pieces.mergingStreams == [
        .stream(name: "stdout", text: "ab\n"), .stream(name: "stderr", text: "c"),
        .stream(name: "stdout", text: "d"), .displayData(data: ["text/plain": "x"]),
        .stream(name: "stdout", text: "ef"),
      ])
  }

  @Test func onlyTextIsSplitIntoLines() {
    let data: Output = .displayData(data: [
      "text/html": "a\nb", "image/png": "iV\n", "application/json": ["x\n", "y"], "image/svg+xml": "",
    ])
    #expect(
      data.json["data"] == [
        "text/html": ["a\n", "b"], "image/png": "iV\n", "application/json": ["x\n", "y"], "image/svg+xml": [],
      ])
  }
}
