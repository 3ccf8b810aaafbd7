import JSONTree
import NotebookFormat
import Testing

@testable import Grading

struct MasterNotebookTests {
  @Test func readsTheExampleOfTheGuide() throws {
    let master = try MasterNotebook(parsing: Guide.notebook("master"))
    #expect(master.configuration.name == "tiny")
    #expect(master.configuration.version == "1")
    try #require(master.questions.map(\.name) == ["forward", "numbering"])
    let forward = master.questions[0]
    #expect(forward.check?["kind"] == "values" && forward.check?["givens"] == ["U", "V"])
    #expect(try forward.points == PointSplit(question: 3, tests: [nil, nil], hasCheck: true))
    #expect(forward.markdown == "Compute the first hidden state with the activation function ReLU.")
    #expect(forward.prompt == [])
    #expect(forward.solution.map(\.source) == ["let a1 = U.mv(x1) + V.mv(h0)\nlet h1 = a1.relu()"])
    #expect(forward.tests.map(\.isHidden) == [false, true])
    #expect(forward.tests[0].failureMessage == "A hidden state has as many elements as U has rows.")
    #expect(forward.tests[0].source == "precondition(h1.shape == [2])")
    #expect(forward.cases.map(\.source).first?.contains("var cases = CheckCases()") == true)
    #expect(forward.alternatives.map(\.isRight) == [true, false])
    #expect(forward.alternatives.map(\.name) == ["as a larger of two", "no ReLU"])
    #expect(forward.alternatives[1].diagnoses == ["without-activation"])
    #expect(forward.alternatives[1].cells.map(\.source) == ["let h1 = U.mv(x1) + V.mv(h0)"])
    #expect(!forward.isManual)
    #expect(master.questions[1].isManual)
    #expect(!master.questions[1].isChecked)
  }

  @Test func isOfSwift() {
    let python = Notebook(cells: [], metadata: ["language_info": ["name": "Python"]])
    #expect(error(python)?.description == "this is a notebook of python, and masters are notebooks of Swift")
  }

  @Test func needsAConfiguration() {
    #expect(
      error(master("let x = 1"))?.description
        == "cell 1 (“let x = 1”): the notebook has no # ASSIGNMENT CONFIG; begin it with a raw cell of that line and "
        + "name: lab1")
    #expect(error(master())?.cell == nil)
  }

  @Test func theGuideShowsWhatAMistakeSays() throws {
    let cells = try Guide.cells("master").filter { $0.source != "# END SOLUTION" }
    let said = try #require(error(Notebook(cells: cells))?.inFile("lab1.ipynb").description)
    #expect(try Guide.text().split(separator: "\n").contains { $0 == said }, "\(said)")
  }
}
