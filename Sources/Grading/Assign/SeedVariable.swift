import JSONTree
import NotebookFormat

/// A variable that seeds random numbers, with one value for grading and another for learners (Otter's `seed`).
///
/// The master declares it with the grader's value. A grader that runs a learner's notebook sets it to that value again.
package struct SeedVariable: Equatable, Sendable {
  /// The variable.
  package let name: String
  /// Its value in the master and in the grader's version.
  package let graderValue: Int
  /// Its value in what learners get.
  package let learnerValue: Int

  private static let keys = ["variable", "autograder_value", "student_value"]

  /// Reads the mapping under `seed`, which begins in `line`.
  init(_ mapping: JSONValue, line: Int?) throws(CellFault) {
    let odd = mapping.objectValue?.first { !Self.keys.contains($0.name) }
    guard odd == nil, let name = mapping["variable"]?.stringValue,
      let graderValue = mapping["autograder_value"]?.integerValue,
      let learnerValue = mapping["student_value"]?.integerValue
    else {
      let reason = "“seed” has a variable: name, an autograder_value: integer and a student_value: integer"
      throw CellFault(line: line, reason: reason + (odd.map { ", and no key “\($0.name.prefix(60))”" } ?? ""))
    }
    self.name = try checkedName(name, of: "the seed's variable", line: line)
    (self.graderValue, self.learnerValue) = (graderValue, learnerValue)
  }

  /// `cell` with the learner's value where a line of code declares the variable with the grader's.
  func inLearnersHands(_ cell: Cell) -> Cell {
    guard cell.kind == .code, cell.source.contains(name) else { return cell }
    var cell = cell
    cell.source = MarkedCode.lines(of: cell.source).map { line in
      guard let value = value(declaredBy: line) else { return line }
      return line[..<value.lowerBound] + String(learnerValue) + line[value.upperBound...]
    }.joined(separator: "\n")
    return cell
  }

  /// Where the grader's value stands in a line such as `let seed: UInt64 = 42`.
  private func value(declaredBy line: String) -> Range<String.Index>? {
    guard let equals = line.firstIndex(of: "=") else { return nil }
    let left = line[..<equals].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let isDeclaration = ["let", "var"].contains { word in
      let start = "\(word) \(name)"
      return left == start || left.hasPrefix(start + ":") || left.hasPrefix(start + " :")
    }
    guard isDeclaration else { return nil }
    let right = line[line.index(after: equals)...].drop(while: \.isWhitespace)
    let value = right.prefix { $0.isNumber || "-_".contains($0) }
    guard Int(value.filter { $0 != "_" }) == graderValue else { return nil }
    return value.startIndex..<value.endIndex
  }
}
