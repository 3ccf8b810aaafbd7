package import NotebookFormat

/// Another answer to a question, known to be right or wrong: checks are judged by them.
package struct Alternative: Equatable, Sendable {
  /// Whether a check must accept it.
  package let isRight: Bool
  /// What its author calls it.
  package let name: String?
  /// The misconceptions of which a check must name one; none where the answer is right.
  package let diagnoses: [String]
  /// What a learner would have written.
  package let cells: [Cell]

  /// - Parameter settings: those of the marker that begins it.
  init(isRight: Bool, _ settings: Settings, cells: [Cell]) throws(CellFault) {
    (self.isRight, self.cells) = (isRight, cells)
    name = try settings.string("name")
    diagnoses = isRight ? [] : try settings.strings("diagnosis") ?? []
    guard isRight || !diagnoses.isEmpty else {
      throw CellFault(
        line: settings.line(of: "diagnosis"),
        reason: "a wrong answer says which misconception it shows: diagnosis: identifier, or a list of them")
    }
    if let odd = diagnoses.first(where: { !isIdentifier($0) }) {
      throw CellFault(
        line: settings.line(of: "diagnosis"),
        reason: "the diagnosis “\(odd.prefix(60))” is no identifier: letters, digits, _, - and . are")
    }
  }

  /// The keys that such a marker may have.
  static func keys(isRight: Bool) -> [String] { isRight ? ["name"] : ["name", "diagnosis"] }
}

/// Whether `text` names a misconception: `no-activation`, `product.transposed`.
private func isIdentifier(_ text: String) -> Bool {
  text.unicodeScalars.contains { $0 != "." }
    && text.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || "0"..."9" ~= $0 || "_-.".contains(Character($0)))
    }
}
