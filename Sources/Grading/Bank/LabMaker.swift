import Foundation
package import JSONTree
import NotebookFormat
package import SwiftEvaluation

/// Makes of a master notebook the lab that its checks need: runs the cells that draw cases, on the trusted side.
package struct LabMaker {
  private let master: MasterNotebook

  package init(_ master: MasterNotebook) { self.master = master }

  /// The lab as JSON, which ``Lab/init(_:)`` reads, with the cases that `evaluator` draws.
  ///
  /// - Throws: ``AssignError``, naming the question, where cells that draw cases fail, or a check is malformed.
  package func json(drawnBy evaluator: Evaluator) async throws -> JSONValue {
    var questions: [JSONValue] = []
    for question in master.questions {
      guard let check = question.check else { continue }
      var members: [JSONValue.Member] = [
        .init(name: "name", value: .string(question.name)), .init(name: "title", value: .string(question.title)),
        .init(name: "points", value: JSONValue(question.points.total)), .init(name: "check", value: check),
      ]
      let cells = question.cases.filter { $0.kind == .code }
      if !cells.isEmpty { members.append(.init(name: "cases", value: try await cases(question, cells, evaluator))) }
      questions.append(.object(members))
    }
    let lab: JSONValue = ["lab": .string(master.configuration.name), "questions": .array(questions)]
    do {
      _ = try Lab(lab)
    } catch {
      throw AssignError(reason: error.description)
    }
    return lab
  }

  private func cases(_ question: Question, _ cells: [Cell], _ evaluator: Evaluator) async throws -> JSONValue {
    await evaluator.reset()
    for cell in cells {
      if let reason = await evaluator.failure(of: cell.source) {
        throw AssignError(question: question.name, reason: "the cells that draw cases fail: \(reason)")
      }
    }
    let values = try await evaluator.values(of: ["cases"])
    guard let text = values.first?.json, let cases = try? JSONValue(parsing: Array(text.utf8)[...]),
      cases.arrayValue?.isEmpty == false
    else {
      throw AssignError(
        question: question.name, reason: "the cells that draw cases leave none: fill `var cases = CheckCases()`")
    }
    return cases
  }
}

extension Question {
  /// What the question is called where people read it: its first heading, or its name.
  var title: String {
    let heading = markdown.split(separator: "\n").first { $0.hasPrefix("#") }
    let words = heading?.drop { $0 == "#" || $0 == " " }
    return words.map(String.init) ?? name
  }
}

extension Evaluator {
  /// Runs a cell of a notebook, magics left out; why it failed, in one line, or nil.
  func failure(of source: String) async -> String? {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.first(where: { !$0.allSatisfy(\.isWhitespace) })?.hasPrefix("%%") ?? true { return nil }
    let swift = lines.map { $0.hasPrefix("%") || $0.hasPrefix("!") ? "" : $0 }.joined(separator: "\n")
    do {
      let result = try await evaluate(swift)
      switch result.outcome {
      case .success: return nil
      case .compileError: return result.diagnostics.first { $0.severity == .error }?.message ?? "it does not compile"
      case .crashed(let report): return report.sentence
      case .interrupted: return "it was interrupted"
      }
    } catch {
      return "\(error)"
    }
  }
}
