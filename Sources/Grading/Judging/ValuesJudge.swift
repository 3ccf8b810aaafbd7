import JSONTree
import NearestNames
package import SwiftEvaluation

/// Judges values: has the learner's code compute them anew from drawn givens, in a fork of the notebook, and compares
/// them here, where that code never runs.
package struct ValuesJudge: Sendable {
  /// How many of a question's cases are tried at once.
  package static let caseCount = 24
  /// How many of them are always the first, which an author puts in the order of their size.
  private static let firstCount = 8
  /// What the notebook and the code that is tried may use together, in bytes.
  package static let memoryLimit: UInt64 = 4 << 30

  private let question: Lab.Question
  private let values: CheckSpecification.Values
  private let timeLimit: Duration

  package init(_ question: Lab.Question, _ values: CheckSpecification.Values, timeLimit: Duration = .seconds(2)) {
    (self.question, self.values, self.timeLimit) = (question, values, timeLimit)
  }

  /// Judges the newest values of the question's variables.
  ///
  /// - Parameter generator: draws which cases are tried; the smallest are always among them.
  package func judge(
    in evaluator: Evaluator, using generator: inout some RandomNumberGenerator
  ) async throws -> Verdict {
    let names = await evaluator.names.map(\.name)
    if let missing = (values.results + values.needs).first(where: { !names.contains($0) }) {
      let nearest =
        NearestName.of(missing, among: names.filter { !values.givens.contains($0) }).map {
          ["There is `\($0)`: did you mean that?"]
        } ?? []
      return Verdict(
        .missing, "There is no `\(missing)` yet.", details: nearest + ["Run the cell with your answer first."],
        diagnosis: "missing")
    }
    let cases = drawn(using: &generator)
    let slice = await evaluator.slice(from: Set(values.givens), to: values.results)
    let results = try await evaluator.replay(replay(slice, cases))
    return verdict(results, cases, cells: slice.count)
  }

  private func drawn(using generator: inout some RandomNumberGenerator) -> [CheckCase] {
    let (first, rest) = (question.cases.prefix(Self.firstCount), question.cases.dropFirst(Self.firstCount))
    let chosen = rest.indices.shuffled(using: &generator).prefix(Self.caseCount - first.count).sorted()
    return first + chosen.map { question.cases[$0] }
  }

  private static let inputs = "inputsOfTheCheck"

  private func replay(_ slice: [String], _ cases: [CheckCase]) -> Replay {
    let text = "[\(cases.map(\.givens.text).joined(separator: ","))]"
    let marks = String(repeating: "#", count: 3)
    var bindings: [String: String] = [:]
    for name in values.givens {
      guard let value = cases.first?.givens[name] else { continue }
      bindings[name] = "\(Self.inputs).\(Self.accessor(value))(\"\(name)\")"
    }
    return Replay(
      setup: "import Checks\nvar \(Self.inputs) = CheckInputs(\(marks)\"\(text)\"\(marks))",
      cells: slice + (values.observe.map { [$0] } ?? []), bindings: bindings, wanted: values.compared,
      advance: "\(Self.inputs).next()", count: cases.count, timeLimit: timeLimit,
      memoryLimit: Self.memoryLimit)
  }

  /// The function of `CheckInputs` that reads a value of this kind.
  private static func accessor(_ value: JSONValue) -> String {
    switch value {
    case .object: return "tensor"
    case .string: return "text"
    case .integer: return "integer"
    case .array(let elements): return elements.allSatisfy { $0.integerValue != nil } ? "integers" : "numbers"
    default: return "number"
    }
  }

  // MARK: Words

  private func verdict(_ results: [ReplayResult], _ cases: [CheckCase], cells: Int) -> Verdict {
    var found: [[String: GradedValue?]] = []
    for (index, result) in results.enumerated() {
      switch result {
      case .values(let list):
        var values: [String: GradedValue?] = [:]
        for value in list {
          let json = value.json.flatMap { try? JSONValue(parsing: Array($0.utf8)[...]) }
          values.updateValue(json.flatMap { GradedValue($0) }, forKey: value.name)
        }
        found.append(values)
      case .compileError(let cell, let diagnostics): return compileError(cell, diagnostics, cells: cells)
      case .crashed(_, let report):
        return Verdict(
          .wrong, "On other givens your code is stopped: \(report.sentence)", details: [givens(cases[index])],
          diagnosis: "crash")
      }
    }
    let diagnosis = ValueDiagnosis.of(
      found, names: values.compared, cases: cases, tolerance: values.tolerance)
    guard case .wrong(let name, let kind, let first) = diagnosis else {
      return Verdict(
        .right, cases.count == 1 ? "Right." : "Right, on all \(cases.count) sets of givens that were tried.",
        details: question.check.uncovered.map { [$0] } ?? [], diagnosis: "right")
    }
    var details = [sentence(kind, name)]
    if let entry = found[first][name], let value = entry, let expected = cases[first].expected[name] {
      if value.essentialShape == expected.essentialShape || cases[first].givens.text.count < 400 {
        details.append(givens(cases[first]) + " your `\(name)` is `\(value)`.")
      }
    }
    let rest = values.compared.drop { $0 != name }.dropFirst()
    if !rest.isEmpty, case .misconception = kind {
      details.append("What comes after `\(name)` is not judged before that is right.")
    }
    return Verdict(.wrong, "`\(name)` is not right yet.", details: details, diagnosis: Self.name(kind))
  }

  private func compileError(_ cell: Int?, _ diagnostics: [Diagnostic], cells: Int) -> Verdict {
    let message = diagnostics.first { $0.severity == .error }?.message ?? "the compiler gave no reason"
    let isTheirs = cell.map { $0 < cells } ?? false
    return Verdict(
      .wrong,
      isTheirs
        ? "Your code does not compile when the givens come from elsewhere." : "Your answer cannot be used as it is.",
      details: ["The compiler says: \(message)."], diagnosis: "compile")
  }

  private func givens(_ one: CheckCase) -> String {
    let texts = (one.givens.objectValue ?? []).compactMap { member -> String? in
      guard values.givens.contains(member.name), let value = GradedValue(member.value) else { return nil }
      return "\(member.name) = \(value)"
    }
    return "With `\(texts.joined(separator: ", "))`"
  }

  /// What a diagnosis is called in the bank.
  static func name(_ kind: ValueDiagnosis.Kind) -> String {
    switch kind {
    case .misconception(let id): id
    case .notNumbers: "not_numbers"
    case .notANumber: "nan"
    case .shape: "shape"
    case .constant: "constant"
    case .zeros: "zeros"
    case .transposed: "transposed"
    case .negated: "negated"
    case .scaled: "scaled"
    case .sometimes: "sometimes"
    case .other: "other"
    }
  }

  private func sentence(_ kind: ValueDiagnosis.Kind, _ name: String) -> String {
    switch kind {
    case .misconception(let id): question.check.diagnoses[id] ?? "This looks like a known mistake: \(id)."
    case .notNumbers: "It is made of no numbers that could be compared."
    case .notANumber: "There is a NaN in it. Where could 0 / 0, or the logarithm of 0, come from?"
    case .shape(let found, let expected):
      "Its shape is \(Self.text(found)), and it should be \(Self.text(expected)). Follow the shapes from the givens on."
    case .constant:
      "It has the same value whatever the givens are. It must be computed from them; numbers that are typed in do not "
        + "follow when they change."
    case .zeros: "It is zero in every case."
    case .transposed: "It is the transpose of what it should be. Which index stands for the row?"
    case .negated: "It has the opposite sign."
    case .scaled: "It is a constant multiple of what it should be."
    case .sometimes(let right, let count):
      "It is right for \(right) of \(count) sets of givens, so something is missing that matters only for the others."
    case .other: "It has another value than it should have."
    }
  }

  private static func text(_ shape: [Int]) -> String {
    shape.isEmpty ? "that of a single number" : "(\(shape.map(String.init).joined(separator: ", ")))"
  }
}
