import Foundation
import Testing

@testable import NotebookFormat

struct NotebookFilesTests {
  @Test func readsWritesAndNamesTheFileInErrors() throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "unroll-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let path = directory.appending(path: "a.ipynb").path
    let missing = #expect(throws: NotebookError.self) { try Notebook(contentsOf: path) }
    #expect(missing?.description == "cannot read \(path): No such file or directory")

    let notebook = Notebook(cells: [Cell(.code, source: "1")])
    try notebook.write(to: path)
    #expect(try Notebook(contentsOf: path).text == notebook.text)

    try Data("{\n]".utf8).write(to: URL(filePath: path))
    let damaged = #expect(throws: NotebookError.self) { try Notebook(contentsOf: path) }
    #expect(damaged?.description == "\(path): line 2, column 1 (byte 2): a name in quotes was expected")

    let unwritable = #expect(throws: NotebookError.self) { try notebook.write(to: path + "/x") }
    #expect(unwritable?.description == "cannot write \(path)/x: Not a directory")
  }
}
