import JSONTree
import NotebookFormat
import Testing

@testable import Grading

struct AnswersTests {
  func answers(_ cells: [String]) throws -> [String] {
    sources(try MasterNotebook(parsing: question(cells)).learnerVersion())
  }

  @Test func areWhatTheMarkersLeave() throws {
    #expect(try answers(solution("let x = f(1) // SOLUTION\nprint(x)")) == ["let x = <#your answer#>\nprint(x)"])
  }

  @Test func aCellWithoutMarkersIsASolutionAsAWhole() throws {
    #expect(
      try answers(solution("secret()", "let a = 1 // SOLUTION")) == ["<#your answer#>", "let a = <#your answer#>"])
    #expect(try answers(solution("md:secret")) == ["*Your answer here.*"])
  }

  @Test func picturesInASolutionStayThere() throws {
    var notebook = question(solution("md:secret"))
    notebook[3].attachments = ["a.png": ["image/png": "SECRET"]]
    notebook[3].metadata = ["note": "SECRET"]
    let master = try MasterNotebook(parsing: notebook)
    #expect(!String(decoding: master.learnerVersion().text, as: UTF8.self).contains("SECRET"))
    #expect(master.solvedVersion().cells[0].attachments != nil)
  }

  @Test func aPromptStandsInsteadOfTheSolution() throws {
    let cells = ["# BEGIN PROMPT", "// yours", "md:words", "# END PROMPT", "md:between"] + solution("secret()")
    #expect(try answers(cells) == ["// yours", "words", "between"])
    let solved = try MasterNotebook(parsing: question(cells)).solvedVersion()
    #expect(sources(solved) == ["secret()", "between"])
    #expect(solved.cells[0].id == "master-4")
  }

  @Test func aCellOfWhichNothingIsLeftIsStillThere() throws {
    #expect(try answers(solution("// BEGIN SOLUTION NO PROMPT\nsecret()\n// END SOLUTION")) == [""])
  }
}
