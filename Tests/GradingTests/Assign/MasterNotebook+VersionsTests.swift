import JSONTree
import NotebookFormat
import RandomJSON
import Testing

@testable import Grading

struct MasterNotebookVersionsTests {
  func kindsAndSources(_ cells: [Cell]) -> [String] { cells.map { "\($0.kind): \($0.source)" } }

  @Test func areThoseOfTheGuide() throws {
    let master = try MasterNotebook(parsing: Guide.notebook("master"))
    #expect(kindsAndSources(master.learnerVersion().cells) == kindsAndSources(try Guide.cells("learner")))
    #expect(kindsAndSources(master.graderVersion().cells) == kindsAndSources(try Guide.cells("grader")))
  }

  @Test func cellsSayWhatTheyAreFor() throws {
    let master = try MasterNotebook(parsing: Guide.notebook("master"))
    #expect(
      master.learnerVersion().cells.map(\.role)
        == [nil, .question, .question, .answer, .check, .question, .answer, .checkAll])
    #expect(
      master.learnerVersion().cells.map(\.question)
        == [nil, "forward", "forward", "forward", "forward", "numbering", "numbering", nil])
    #expect(
      master.graderVersion().cells.map(\.role)
        == [nil, .question, .question, .solution, .test, .test, .cases, .question, .solution])
    #expect(
      master.graderVersion().cells[4].metadata["unroll"]
        == [
          "question": "forward", "role": "test", "hidden": false, "points": 1,
          "failure_message": "A hidden state has as many elements as U has rows.",
        ])
  }

  @Test func whatIsAskedAndWhatChecksItIsLocked() throws {
    let cells = try MasterNotebook(parsing: Guide.notebook("master")).learnerVersion().cells
    for cell in cells {
      let isLocked = [.question, .check, .checkAll].contains(cell.role)
      #expect(cell.metadata["editable"] == (isLocked ? false : nil))
      #expect(cell.metadata["deletable"] == (isLocked ? false : nil))
    }
  }

  @Test func metadataNameTheLabAndWhatEachReaderMayKnow() throws {
    let master = try MasterNotebook(parsing: Guide.notebook("master"))
    let learner = master.learnerVersion().metadata
    #expect(learner["language_info"] == ["name": "swift"])
    #expect(learner["unroll"]?["lab"] == "tiny")
    #expect(learner["unroll"]?["version"] == "1")
    let forward = learner["unroll"]?["questions"]?[0]
    #expect(forward?["points"] == 3)
    #expect(forward?["check"] == nil)
    #expect(
      forward?["tests"]?.sorted
        == [
          [
            "failure_message": "A hidden state has as many elements as U has rows.", "points": 1,
            "source": "precondition(h1.shape == [2])",
          ]
        ])
    let grader = master.graderVersion().metadata["unroll"]
    #expect(grader?["version"] == "1")
    #expect(grader?["questions"]?[0]?["check"]?["kind"] == "values")
    #expect(grader?["questions"]?[0]?["check_points"] == 1)
    #expect(grader?["questions"]?[1]?["manual"] == true)
  }

  @Test func theSolvedVersionAnswersTheLearners() throws {
    let master = try MasterNotebook(parsing: Guide.notebook("master"))
    let (learner, solved) = (master.learnerVersion(), master.solvedVersion())
    #expect(learner.cells.map(\.id) == solved.cells.map(\.id))
    #expect(learner.cells.map(\.metadata) == solved.cells.map(\.metadata))
    #expect(learner.metadata == solved.metadata)
    for (given, answered) in zip(learner.cells, solved.cells) {
      #expect((given.source == answered.source) == (given.role != .answer))
    }
    #expect(solved.cells[3].source == "let a1 = U.mv(x1) + V.mv(h0)\nlet h1 = a1.relu()")
  }

  @Test func equalMastersHaveEqualBytes() throws {
    let text = try Guide.notebook("master").text
    func versions() throws -> [[UInt8]] {
      let master = try MasterNotebook(parsing: Notebook(parsing: text))
      return [master.learnerVersion(), master.solvedVersion(), master.graderVersion()].map(\.text)
    }
    #expect(try versions() == versions())
  }

  @Test func outputsAndRunsAreGone() throws {
    let master = try MasterNotebook(
      parsing: question(["let given = 1"] + solution("let a = 2 // SOLUTION") + ["# BEGIN TESTS", "b", "# END TESTS"]))
    for version in [master.learnerVersion(), master.solvedVersion(), master.graderVersion()] {
      #expect(version.cells.allSatisfy { $0.outputs.isEmpty && $0.executionCount == nil })
      #expect(!String(decoding: version.text, as: UTF8.self).contains("OUTPUT"))
    }
  }

  @Test(arguments: ["grader.check(\"q\")", "print(1)\ngrader.check( \"q\" )"])
  func anAuthorsOwnCheckCellIsTheOnlyOne(_ call: String) throws {
    let test = ["# BEGIN TESTS", "true", "# END TESTS"]
    let inside = try MasterNotebook(parsing: question(solution("1") + [call] + test)).learnerVersion()
    #expect(inside.cells.map(\.role) == [.answer, .check])
    var outside = question(solution("1") + test)
    outside.insert(Cell(.code, id: "mine", source: call), at: outside.cells.count)
    let cells = try MasterNotebook(parsing: outside).learnerVersion().cells
    #expect(cells.map(\.role) == [.answer, .check])
    #expect(cells[1].id == "mine")
    #expect(cells[1].metadata["editable"] == false)
  }

  @Test func noCheckCellWhereNothingChecksOrNoneIsWanted() throws {
    #expect(try MasterNotebook(parsing: question(solution("1"))).learnerVersion().cells.count == 1)
    let unwanted = question(solution("1") + ["# BEGIN TESTS", "true", "# END TESTS"], settings: "check_cell: false")
    #expect(try MasterNotebook(parsing: unwanted).learnerVersion().cells.count == 1)
  }

  @Test func seedsAreTheGradersAlone() throws {
    let master = try MasterNotebook(parsing: question(["seed(1) // SEED\nlet a = 1"] + solution("b() // SEED\nc()")))
    #expect(sources(master.learnerVersion()) == ["let a = 1", MarkedCode.placeholder])
    #expect(sources(master.solvedVersion()) == ["let a = 1", "c()"])
    #expect(sources(master.graderVersion()) == ["seed(1)\nlet a = 1", "b()\nc()"])
  }
}
