import ArgumentParser
import Foundation
import JSONTree
import NotebookFormat
import Testing

@testable import UnrollCommand

struct LabCheckTests {
  @Test func isACommandOfTheLab() throws {
    #expect(try UnrollCommand.parseAsRoot(["lab", "check", "rnn.ipynb"]) is LabCheck)
    #expect(throws: (any Error).self) { try LabCheck.parse(["rnn.ipynb", "--timeout", "0"]) }
    #expect(throws: (any Error).self) { try LabCheck.parse([]) }
  }

  @Test func aNotebookOfNoLabIsRefused() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).ipynb")
    defer { try? FileManager.default.removeItem(at: file) }
    try Notebook(cells: [Cell(.code, id: "a", source: "1")]).write(to: file.path)
    let error = await #expect(throws: ValidationError.self) { try await LabCheck.parse([file.path]).run() }
    #expect(error?.message == "\(file.path) belongs to no lab: its metadata name none.")
  }

  @Test func aLabWithoutItsChecksIsSaid() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).ipynb")
    defer { try? FileManager.default.removeItem(at: file) }
    var notebook = Notebook(cells: [])
    notebook.metadata = ["unroll": ["lab": "nowhere"]]
    try notebook.write(to: file.path)
    let error = await #expect(throws: ValidationError.self) { try await LabCheck.parse([file.path]).run() }
    #expect(error?.message.contains("The checks of the lab “nowhere” are not here") == true)
  }
}
