import JSONTree
package import NotebookFormat

extension MasterNotebook {
  /// What learners get: questions and cells that check, both locked, and prompts to answer at. No solution, hidden test,
  /// case, other answer or output is in it.
  ///
  /// The notebook's metadata have, under `unroll`, the lab's `name`, its version, and of each question the name, the points
  /// and the tests that are not hidden.
  package func learnerVersion() -> Notebook { handedOut(to: .learner) }

  /// ``learnerVersion()`` as the author would answer it.
  package func solvedVersion() -> Notebook { handedOut(to: .solver) }

  /// What grading needs: questions, solutions, all tests and cases, each cell with its ``CellRole``.
  ///
  /// The notebook's metadata have, under `unroll`, the same as the learner's, and of each question what its author tells
  /// the checker; and the seed's variable with the grader's value.
  package func graderVersion() -> Notebook {
    let cells = elements.flatMap { element in
      switch element {
      case .cell(let cell): [cell.cell(for: .grader)]
      case .question(let question): graderCells(question)
      }
    }
    return Notebook(cells: cells, metadata: metadata(for: .grader))
  }

  // MARK: Learners

  private func handedOut(to reader: MarkedCode.Reader) -> Notebook {
    Notebook(cells: cells(for: reader), metadata: metadata(for: reader))
  }

  private func cells(for reader: MarkedCode.Reader) -> [Cell] {
    let names = Set(questions.map(\.name))
    let cells = elements.flatMap { element in
      switch element {
      case .cell(let cell):
        let cell = cell.cell(for: .learner)
        return [cell.checkedQuestions.first(where: names.contains).map { cell.with(.check, of: $0) } ?? cell]
      case .question(let question): return self.cells(of: question, for: reader)
      }
    }.map { configuration.seed?.inLearnersHands($0) ?? $0 }
    guard configuration.hasCheckAllCell else { return cells }
    let id = CellNaming.free("check-all", among: ids)
    return cells + [Cell(.code, id: id, source: "grader.checkAll()").with(.checkAll, of: nil)]
  }

  private func cells(of question: Question, for reader: MarkedCode.Reader) -> [Cell] {
    let answers = reader == .solver ? question.solvedAnswers : question.answers
    let answered: Marker.Block = question.cells(of: .prompt).isEmpty ? .solution : .prompt
    var cells = question.parts.flatMap { part -> [Cell] in
      switch part {
      case .text(let cell):
        let cell = cell.cell(for: .learner)
        return [cell.with(cell.checkedQuestions.contains(question.name) ? .check : .question, of: question.name)]
      case .cells(let block, _): return block == answered ? answers : []
      case .tests: return []
      }
    }
    if question.isChecked && question.wantsCheckCell && !checkedByAuthor.contains(question.name) {
      let id = CellNaming.free("check-\(question.name)", among: ids)
      cells.append(Cell(.code, id: id, source: question.checkCall).with(.check, of: question.name))
    }
    return cells
  }

  // MARK: Graders

  private func graderCells(_ question: Question) -> [Cell] {
    question.parts.flatMap { part -> [Cell] in
      switch part {
      case .text(let cell): [cell.cell(for: .grader).with(.question, of: question.name)]
      case .cells(.solution, let cells): cells.map { $0.cell(for: .grader).with(.solution, of: question.name) }
      case .cells(.cases, let cells): cells.map { $0.cell(for: .grader).with(.cases, of: question.name) }
      case .cells: []
      case .tests(let tests):
        zip(tests, question.points.tests).map { test, points in
          let hidden = JSONValue.Member(name: "hidden", value: .boolean(test.isHidden))
          return test.cell.cell(for: .grader)
            .with(.test, of: question.name, [hidden, PointSplit.member(points)] + test.messages)
        }
      }
    }
  }

  // MARK: Metadata

  private func metadata(for reader: MarkedCode.Reader) -> JSONValue {
    let version = configuration.version ?? ContentVersion.of(cells(for: .learner))
    var unroll: JSONValue = [
      "lab": .string(configuration.name), "version": .string(version),
      "questions": .array(questions.map { .object(about($0, for: reader)) }),
    ]
    if reader == .grader, let seed = configuration.seed {
      unroll = unroll.setting(
        "seed", to: ["variable": .string(seed.name), "autograder_value": .integer(seed.graderValue)])
    }
    return metadata.setting("unroll", to: unroll)
  }

  private func about(_ question: Question, for reader: MarkedCode.Reader) -> [JSONValue.Member] {
    let isGrader = reader == .grader
    var members: [JSONValue.Member] = [
      .init(name: "name", value: .string(question.name)), PointSplit.member(question.points.total),
      .init(name: "manual", value: .boolean(question.isManual)),
      .init(name: "all_or_nothing", value: .boolean(question.allOrNothing)),
    ]
    if isGrader {
      if let check = question.check { members.append(.init(name: "check", value: check)) }
      if let points = question.points.check { members.append(PointSplit.member(points, "check_points")) }
    } else {
      let tests = zip(question.tests, question.points.tests).filter { !$0.0.isHidden }.map { test, points in
        let source = JSONValue.Member(name: "source", value: .string(test.cell.cell(for: .learner).source))
        return JSONValue.object([source, PointSplit.member(points)] + test.messages)
      }
      members.append(.init(name: "tests", value: .array(tests)))
    }
    return members
  }
}
