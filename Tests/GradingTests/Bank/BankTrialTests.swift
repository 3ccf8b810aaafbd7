import NotebookFormat
import SwiftEvaluation
import Testing

@testable import Grading

/// The example of the guide for authors, judged as `unroll assign` judges it.
@Suite(.serialized) struct BankTrialTests {
  private func trial(_ cells: [Cell]) async throws -> [BankTrial.Row] {
    let master = try MasterNotebook(parsing: Notebook(cells: cells))
    let evaluator = try TestEvaluator.make()
    let lab = try Lab(try await LabMaker(master).json(drawnBy: evaluator))
    let rows = try await BankTrial(master, lab, triesMutants: true).run(in: evaluator) { _ in }
    await evaluator.shutdown()
    return rows
  }

  @Test func theGuidesExampleIsToldApart() async throws {
    let rows = try await trial(try Guide.cells("master"))
    for row in rows where row.kind != .mutant { #expect(row.isTold, "\(row)") }
    #expect(rows.count { $0.kind == .wrong && $0.found == "without-activation" } == 1)
    #expect(rows.count { $0.kind == .right } == 1 && rows.count { $0.kind == .stub && $0.found == "compile" } == 1)
    // h₀ is zero and no given here, so what V is multiplied by cannot be seen: the table says so.
    let survivors = rows.filter { $0.kind == .mutant && !$0.isTold }.map(\.name)
    #expect(survivors.contains("line 1: “+” became “-”") && !survivors.contains("line 1: dropped “U.mv(x1)”"))
    let table = BankTable(rows).text
    #expect(table.contains("forward") && table.contains("found right, wanted anything but right"))
  }

  @Test func aWrongExpectationIsSeen() async throws {
    var cells = try Guide.cells("master")
    for index in cells.indices {
      cells[index].source = cells[index].source.replacing("diagnosis: without-activation", with: "diagnosis: zeros")
    }
    let rows = try await trial(cells)
    #expect(rows.contains { $0.kind == .wrong && !$0.isTold && $0.found == "without-activation" })
    #expect(BankTable(rows).text.contains("found without-activation, wanted zeros"))
  }

  @Test func casesThatFailNameTheirQuestion() async throws {
    var cells = try Guide.cells("master")
    for index in cells.indices {
      cells[index].source = cells[index].source.replacing("var cases = CheckCases()", with: "var cases = [1][2]")
    }
    let error = await #expect(throws: AssignError.self) { try await trial(cells) }
    #expect(error?.question == "forward")
    #expect(error?.reason == "the cells that draw cases fail: value of type 'Int' has no member 'add'")
  }
}
