import JSONTree
import NotebookFormat
import RandomJSON
import Testing

@testable import Grading

/// Cells that are no master, and what is said of them.
struct Mistake: Sendable {
  let cells: [String]
  let description: String

  static let head = ["# ASSIGNMENT CONFIG\nname: lab", "# BEGIN QUESTION\nname: q"]

  init(_ cells: [String], _ description: String) {
    (self.cells, self.description) = (cells, description)
  }

  /// The cells stand behind an assignment's configuration and the beginning of a question.
  static func inQuestion(_ cells: [String], _ description: String) -> Mistake { Mistake(head + cells, description) }
}

struct MasterParserTests {
  static let mistakes: [Mistake] = [
    Mistake.inQuestion(
      ["# BEGIN SOLUTION", "1"],
      "question “q”, cell 3 (“# BEGIN SOLUTION”): # BEGIN SOLUTION has no end; # END SOLUTION is missing"),
    Mistake.inQuestion(
      solution("1"),
      "question “q”, cell 2 (“# BEGIN QUESTION”): # BEGIN QUESTION has no end; # END QUESTION is missing"),
    Mistake(
      ["# END QUESTION"],
      "cell 1 (“# END QUESTION”): # END QUESTION ends what nothing begins"),
    Mistake(
      ["# END TESTS"],
      "cell 1 (“# END TESTS”): # END TESTS ends what nothing begins"),
    Mistake(
      ["# BEGIN TESTS"],
      "cell 1 (“# BEGIN TESTS”): # BEGIN TESTS stands outside a question; # BEGIN QUESTION must come first"),
    Mistake.inQuestion(
      ["# BEGIN QUESTION\nname: r"],
      """
      question “q”, cell 3 (“# BEGIN QUESTION”): a question begins inside the question of cell 2, which # END \
      QUESTION must end first
      """),
    Mistake.inQuestion(
      ["# BEGIN TESTS", "# BEGIN CASES"],
      """
      question “q”, cell 4 (“# BEGIN CASES”): # BEGIN CASES stands inside the block of cell 3, which # END \
      TESTS must end first
      """),
    Mistake.inQuestion(
      ["# BEGIN TESTS", "# END QUESTION"],
      """
      question “q”, cell 4 (“# END QUESTION”): # END QUESTION stands inside the block of cell 3, which # END \
      TESTS must end first
      """),
    Mistake.inQuestion(
      ["# BEGIN TESTS", "1", "# END CASES"],
      """
      question “q”, cell 5 (“# END CASES”): # END CASES ends what nothing begins; cell 3 needs # END TESTS \
      first
      """),
    Mistake.inQuestion(
      ["# BEGIN TESTS", "# END TESTS"],
      "question “q”, cell 3 (“# BEGIN TESTS”): # BEGIN TESTS and # END TESTS have no cell between them"),
    Mistake.inQuestion(
      solution("1") + ["# BEGIN PROMPT"],
      """
      question “q”, cell 6 (“# BEGIN PROMPT”): the prompt stands behind the solution; put it before # BEGIN \
      SOLUTION
      """),
    Mistake.inQuestion(
      solution("1") + ["# BEGIN SOLUTION"],
      """
      question “q”, cell 6 (“# BEGIN SOLUTION”): the question has a second # BEGIN SOLUTION; put its cells \
      into the first
      """),
    Mistake.inQuestion(
      ["md:text", "# END QUESTION"],
      """
      question “q”, cell 2 (“# BEGIN QUESTION”): the question has no solution; put one between # BEGIN \
      SOLUTION and # END SOLUTION
      """),
    Mistake.inQuestion(
      solution("1") + ["# END QUESTION", "# BEGIN QUESTION\npoints: 1\nname: q"],
      "question “q”, cell 7 (“# BEGIN QUESTION”), line 3: another question has that name; names are unique"),
    Mistake.inQuestion(
      ["# ASSIGNMENT CONFIG\nname: b"],
      """
      question “q”, cell 3 (“# ASSIGNMENT CONFIG”): # ASSIGNMENT CONFIG stands inside a question; make it the \
      notebook's first cell
      """),
    Mistake(
      [Mistake.head[0], Mistake.head[0]],
      "cell 2 (“# ASSIGNMENT CONFIG”): cell 1 is # ASSIGNMENT CONFIG already; put the settings there"),
    Mistake(
      ["let x = 1 // SOLUTION"],
      """
      cell 1 (“let x = 1 // SOLUTION”), line 1: // SOLUTION belongs in the code between # BEGIN SOLUTION and \
      # END SOLUTION
      """),
    Mistake.inQuestion(
      ["given()\nx() // SOLUTION"],
      """
      question “q”, cell 3 (“given()”), line 2: // SOLUTION belongs in the code between # BEGIN SOLUTION and \
      # END SOLUTION
      """),
    Mistake.inQuestion(
      solution("md:a", "1\n// END SOLUTION"),
      "question “q”, cell 5 (“1”), line 2: // END SOLUTION ends what nothing begins"),
    Mistake.inQuestion(
      ["# BEGIN TESTS", "1", "md:words", "# END TESTS"],
      "question “q”, cell 5 (“words”): a markdown cell stands among the tests, and tests are code cells"),
    Mistake.inQuestion(
      ["# BEGIN CASES", "md:words", "# END CASES"],
      "question “q”, cell 4 (“words”): a markdown cell stands in # BEGIN CASES, where only code is"),
    Mistake.inQuestion(
      ["# BEGIN WRONG\nname: a", "1", "# END WRONG"],
      """
      question “q”, cell 3 (“# BEGIN WRONG”): a wrong answer says which misconception it shows: diagnosis: \
      identifier, or a list of them
      """),
    Mistake.inQuestion(
      ["# BEGIN TESTS\npoints: 1"],
      "question “q”, cell 3 (“# BEGIN TESTS”), line 2: # BEGIN TESTS has no settings, and here is “points”"),
    Mistake(
      ["# BEGIN QUESTION"],
      "cell 1 (“# BEGIN QUESTION”): the question needs a name: name: forward"),
    Mistake(
      ["# BEGIN QUESTION\nname: [q"],
      """
      cell 1 (“# BEGIN QUESTION”), line 2: this is no YAML: did not find expected ',' or ']' while parsing a \
      flow sequence
      """),
    Mistake(
      ["# BEGIN QUESTION\nname: q\nmanual: 3"],
      "question “q”, cell 1 (“# BEGIN QUESTION”), line 3: “manual” is true or false, not 3"),
    Mistake(
      ["# BEGIN QUESTION\nname: q/../r"],
      """
      cell 1 (“# BEGIN QUESTION”), line 2: the name of the question is “q/../r”, and a name has 1 to 50 \
      letters, digits, _ and -
      """),
    Mistake(
      ["md:# BEGIN QUESTION\nname: q"],
      "cell 1 (“# BEGIN QUESTION”), line 1: # BEGIN QUESTION stands in a markdown cell; make it a raw cell"),
  ]

  @Test(arguments: mistakes) func saysWhatIsWrongAndWhere(_ mistake: Mistake) {
    #expect(error(master(mistake.cells))?.description == mistake.description)
  }

  @Test func ignoredCellsAreNowhere() throws {
    let cells = ["// IGNORE\nsecret()", "md:# IGNORE"] + solution("// IGNORE\nsecret()", "1")
    let master = try MasterNotebook(parsing: question(cells))
    #expect(sources(master.graderVersion()) == ["1"])
  }

  @Test func aQuestionMayHaveManyAlternatives() throws {
    let right = ["# BEGIN RIGHT", "1", "md:two cells", "# END RIGHT"]
    let wrong = ["# BEGIN WRONG\ndiagnosis: [a, b]", "2", "# END WRONG"]
    let question = try MasterNotebook(parsing: question(right + wrong + solution("1") + wrong + right)).questions[0]
    #expect(question.alternatives.map(\.isRight) == [true, false, false, true])
    #expect(question.alternatives[0].cells.map(\.source) == ["1", "two cells"])
  }

  @Test func markersMayStandInFencesOfMarkdown() throws {
    let fenced = question(solution("1")).cells.map { cell in
      cell.kind == .raw ? Cell(.markdown, id: cell.id, source: "```otter\n\(cell.source)\n```") : cell
    }
    #expect(try MasterNotebook(parsing: Notebook(cells: fenced)).questions.map(\.name) == ["q"])
    let wrong = [Cell(.markdown, id: "a", source: "```otter\n# BEGIN QUESTION\npoints: 1\nnam: a\n```")]
    #expect(error(Notebook(cells: wrong))?.line == 4)
  }

  // MARK: Any sequence of cells

  static let pieces =
    Marker.all.map(\.text) + [
      "# ASSIGNMENT CONFIG\nname: lab", "# BEGIN QUESTION\nname: q", "# BEGIN QUESTION\nname: r\npoints: 2",
      "# BEGIN QUESTION\nname: s\ncheck: {kind: values}", "# BEGIN WRONG\ndiagnosis: d", "SECRET()", "md:SECRET",
      "let x = SECRET // SOLUTION", "// HIDDEN\nSECRET()", "# a comment", "// IGNORE\nSECRET",
      "# BEGIN QUESTION\nname: [", "# BEGIN QUESTION\nname: 1", "// BEGIN SOLUTION\nSECRET\n// END SOLUTION", "",
    ]

  @Test(arguments: 0..<2000) func errorsNameACell(_ seed: UInt64) {
    var random = Random(seed: seed)
    let cells = (0..<Int.random(in: 1...14, using: &random)).map { _ in
      Self.pieces[Int.random(in: Self.pieces.indices, using: &random)]
    }
    guard let error = error(master(cells)) else { return }
    guard let cell = error.cell, (1...cells.count).contains(cell.number) else {
      Issue.record("\(error) names no cell of \(cells)")
      return
    }
    #expect(error.line.map { (1...MarkedCode.lines(of: cells[cell.number - 1]).count).contains($0) } ?? true)
    #expect(!error.reason.isEmpty)
  }

  /// Masters that can be read, with every secret where learners must not see it.
  @Test(arguments: 0..<500) func nothingSecretReachesLearners(_ seed: UInt64) throws {
    var random = Random(seed: seed)
    func pick(_ choices: [[String]]) -> [String] { choices[Int.random(in: choices.indices, using: &random)] }
    var cells = [Mistake.head[0]]
    for index in 0..<Int.random(in: 1...4, using: &random) {
      var blocks = [
        pick([[], ["md:text", "let given = 1"]]), pick([[], ["# BEGIN PROMPT", "// hint", "# END PROMPT"]]),
        pick([
          solution("SECRET()"), solution("md:SECRET"), solution("let x = SECRET // SOLUTION", "md:SECRET", "SECRET"),
          solution("// BEGIN SOLUTION NO PROMPT\nSECRET\n// END SOLUTION\nprint(1)"),
        ]),
        pick([[], ["# BEGIN TESTS", "true", "// HIDDEN\nSECRET", "# END TESTS"]]),
        pick([[], ["# BEGIN CASES", "SECRET", "# END CASES"]]),
        pick([[], ["# BEGIN RIGHT\nname: SECRET", "SECRET", "# END RIGHT"]]),
        pick([[], ["# BEGIN WRONG\ndiagnosis: SECRET", "SECRET", "# END WRONG"]]),
      ]
      if Bool.random(using: &random) { blocks.swapAt(0, Int.random(in: 2...6, using: &random)) }
      if Bool.random(using: &random) { blocks.swapAt(4, Int.random(in: 3...6, using: &random)) }
      cells += ["# BEGIN QUESTION\nname: q\(index)\ncheck: {kind: values, answer: SECRET}"] + blocks.flatMap(\.self)
      cells += ["# END QUESTION", "md:between"]
    }
    let parsed: MasterNotebook
    do {
      parsed = try MasterNotebook(parsing: master(cells))
    } catch {
      // Swapping may have put the solution before the prompt.
      #expect(error.reason.contains("behind the solution"))
      return
    }
    let text = String(decoding: parsed.learnerVersion().text, as: UTF8.self)
    #expect(!text.contains("SECRET") && !text.contains("OUTPUT"))
    #expect(try Notebook(parsing: parsed.learnerVersion().text).text == parsed.learnerVersion().text)
    let ids = parsed.learnerVersion().cells.compactMap(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(String(decoding: parsed.graderVersion().text, as: UTF8.self).contains("SECRET"))
  }
}
