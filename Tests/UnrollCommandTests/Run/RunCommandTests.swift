import ArgumentParser
import Foundation
import JSONTree
import NotebookFormat
import Testing

@testable import UnrollCommand

struct RunCommandTests {
  @Test func writesIntoOneNotebook() {
    let error = #expect(throws: (any Error).self) { try RunCommand.parse(["a.ipynb", "--inplace", "-o", "b.ipynb"]) }
    #expect(error.map { RunCommand.fullMessage(for: $0) }?.contains("name two files") == true)
  }

  @Test func runsSwiftOnly() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "unroll-\(UUID().uuidString).ipynb").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Notebook(cells: [], metadata: ["language_info": ["name": "Python"]]).write(to: path)
    let command = try RunCommand.parse([path])
    let error = await #expect(throws: ValidationError.self) { try await command.run() }
    #expect(error?.description == "\(path) is a notebook of python, and only Swift is run here.")
  }

  @Test func aNotebookThatIsNotThereIsNamed() async throws {
    let command = try RunCommand.parse(["/nowhere/a.ipynb"])
    let error = await #expect(throws: NotebookError.self) { try await command.run() }
    #expect(error?.description == "cannot read /nowhere/a.ipynb: No such file or directory")
  }
}
