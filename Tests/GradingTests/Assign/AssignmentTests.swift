import Foundation
import JSONTree
import NotebookFormat
import Testing

@testable import Grading

struct AssignmentTests {
  /// Runs `body` in a new folder, with a master there that lists these files.
  func withMaster(_ files: String, _ body: (URL, URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "unroll-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder.appending(path: "data"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["a.txt", "data/b.txt"] { try Data(name.utf8).write(to: folder.appending(path: name)) }
    let master = folder.appending(path: "lab1.ipynb")
    try question(solution("1"), settings: "points: 2", configuration: files).write(to: master.path)
    try body(master, folder.appending(path: "out"))
  }

  func error(_ master: URL, _ directory: URL) -> AssignError? {
    #expect(throws: AssignError.self) { try Assignment.write(master: master, to: directory) }
  }

  func contents(_ folder: URL) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func writesBothVersionsAndTheirFiles() throws {
    try withMaster("files: data/b.txt\nautograder_files: [a.txt]") { master, out in
      let report = try Assignment.write(master: master, to: out)
      #expect(report.lab == "lab")
      #expect(report.questions == 1)
      #expect(report.points == 2)
      #expect(report.summary == "lab: 1 question, 2 points")
      #expect(
        report.files
          == ["learner/lab1.ipynb", "learner/data/b.txt", "grader/lab1.ipynb", "grader/data/b.txt", "grader/a.txt"].map
        {
          out.appending(path: $0).path
        })
      let parsed = try MasterNotebook(parsing: Notebook(contentsOf: master.path))
      let learner = try Notebook(contentsOf: out.appending(path: "learner/lab1.ipynb").path)
      #expect(learner.text == parsed.learnerVersion().text)
      let grader = try Notebook(contentsOf: out.appending(path: "grader/lab1.ipynb").path)
      #expect(grader.text == parsed.graderVersion().text)
      #expect(try String(contentsOf: out.appending(path: "learner/data/b.txt"), encoding: .utf8) == "data/b.txt")
      #expect(!FileManager.default.fileExists(atPath: out.appending(path: "learner/a.txt").path))
    }
  }

  @Test func writingAgainGivesTheSame() throws {
    try withMaster("files: a.txt") { master, out in
      try Assignment.write(master: master, to: out)
      let (files, first) = (try contents(out), try Data(contentsOf: out.appending(path: "learner/lab1.ipynb")))
      try Assignment.write(master: master, to: out)
      #expect(try contents(out) == files)
      #expect(try Data(contentsOf: out.appending(path: "learner/lab1.ipynb")) == first)
    }
  }

  @Test(arguments: [
    ("missing.txt", "cannot be read: No such file or directory"), ("data", "cannot be read: it is not a regular file"),
    ("../x", "is not below the master's folder; list a path such as data/words.txt"),
    ("/etc/hosts", "is not below the master's folder; list a path such as data/words.txt"),
    ("./a.txt", "is not below the master's folder; list a path such as data/words.txt"),
    ("lab1.ipynb", "is the master itself, with its solutions"), ("link", "is the master itself, with its solutions"),
    ("LAB1.ipynb", "has the name of the notebooks that are made"),
  ])
  func filesThatCannotBeHandedOutAreNamed(_ file: String, _ reason: String) throws {
    try withMaster("files: [\(file)]") { master, out in
      try FileManager.default.createSymbolicLink(
        at: master.deletingLastPathComponent().appending(path: "link"), withDestinationURL: master)
      #expect(
        error(master, out)?.description
          == "\(master.path): cell 1 (“# ASSIGNMENT CONFIG”): the file “\(file)” \(reason)")
      #expect(!FileManager.default.fileExists(atPath: out.path))
    }
  }

  @Test func mistakesInTheMasterNameItsFile() throws {
    try withMaster("nmae: x") { master, out in
      #expect(
        error(master, out)?.description
          == "\(master.path): cell 1 (“# ASSIGNMENT CONFIG”), line 3: # ASSIGNMENT CONFIG has no key “nmae”; did you mean "
          + "“name”?")
      let nowhere = master.deletingLastPathComponent().appending(path: "none.ipynb")
      #expect(error(nowhere, out)?.description == "cannot read \(nowhere.path): No such file or directory")
    }
  }

  @Test func whereOneFileCannotBeWrittenAllAreAsTheyWere() throws {
    try withMaster("files: a.txt") { master, out in
      // A folder stands where the grader's notebook should.
      let blocked = out.appending(path: "grader/lab1.ipynb")
      try FileManager.default.createDirectory(at: blocked, withIntermediateDirectories: true)
      #expect(error(master, out)?.reason.contains("grader/lab1.ipynb") == true)
      #expect(try contents(out) == ["grader", "grader/lab1.ipynb"])

      try FileManager.default.removeItem(at: blocked)
      try Assignment.write(master: master, to: out)
      let before = try Data(contentsOf: out.appending(path: "learner/lab1.ipynb"))
      try FileManager.default.removeItem(at: blocked)
      try FileManager.default.createDirectory(at: blocked, withIntermediateDirectories: true)
      try question(solution("1", "2")).write(to: master.path)
      _ = error(master, out)
      #expect(try Data(contentsOf: out.appending(path: "learner/lab1.ipynb")) == before)
    }
  }

  @Test func aFolderThatCannotBeMadeIsNamed() throws {
    try withMaster("") { master, _ in
      let folder = master.deletingLastPathComponent().appending(path: "lab1.ipynb/learner").path
      #expect(error(master, master)?.description == "cannot make the folder \(folder): Not a directory")
    }
  }

  @Test func theMasterIsNotOverwritten() throws {
    try withMaster("") { master, _ in
      let folder = master.deletingLastPathComponent()
      let inside = folder.appending(path: "learner/lab1.ipynb")
      try FileManager.default.createDirectory(at: folder.appending(path: "learner"), withIntermediateDirectories: true)
      try FileManager.default.moveItem(at: master, to: inside)
      #expect(error(inside, folder)?.reason == "the master would be overwritten; choose another directory")
    }
  }
}
