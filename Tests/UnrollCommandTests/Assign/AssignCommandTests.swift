import ArgumentParser
import Foundation
import Grading
import JSONTree
import NotebookFormat
import Testing

@testable import UnrollCommand

struct AssignCommandTests {
  @Test func takesAMasterAndADirectory() throws {
    let command = try AssignCommand.parse(["lab1.ipynb", "out"])
    #expect(command.master == "lab1.ipynb")
    #expect(command.directory == "out")
  }

  @Test(arguments: [["lab1.ipynb"], [], ["lab1.ipynb", "out", "more"], ["lab1.ipynb", "out", "--force"]])
  func needsBothAndNoMore(_ arguments: [String]) {
    #expect(throws: (any Error).self) { try AssignCommand.parse(arguments) }
  }

  @Test func isACommandOfUnroll() throws {
    #expect(try UnrollCommand.parseAsRoot(["assign", "lab1.ipynb", "out"]) is AssignCommand)
  }

  @Test func writesOrSaysWhy() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "unroll-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (master, out) = (folder.appending(path: "lab1.ipynb"), folder.appending(path: "out"))
    try Notebook(cells: [Cell(.raw, id: "a", source: "# ASSIGNMENT CONFIG\nname: lab")]).write(to: master.path)
    try await AssignCommand.parse([master.path, out.path]).run()
    #expect(try Notebook(contentsOf: out.appending(path: "learner/lab1.ipynb").path).cells.isEmpty)

    try Notebook(cells: [Cell(.raw, id: "a", source: "# END QUESTION")]).write(to: master.path)
    let error = await #expect(throws: AssignError.self) {
      try await AssignCommand.parse([master.path, out.path]).run()
    }
    #expect(
      error?.description
        == "\(master.path): cell 1 (“# END QUESTION”): # END QUESTION ends what nothing begins")
  }
}
