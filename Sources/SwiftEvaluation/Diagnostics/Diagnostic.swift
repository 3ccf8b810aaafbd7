/// What the compiler says about a cell, in the learner's own lines.
package struct Diagnostic: Equatable, Sendable {
  /// How grave it is.
  package enum Severity: String, Sendable {
    case error, warning, note, remark
  }

  /// A place in the cell.
  package struct Location: Equatable, Sendable {
    /// The line, from 1.
    package let line: Int
    /// The column in characters, from 1.
    package let column: Int
    /// The line's text.
    package let text: String
    /// Columns that the message is about, the place itself among them.
    package let marked: Range<Int>
  }

  package let severity: Severity
  /// One clause, as the compiler says it.
  package let message: String
  /// nil where it concerns no line of the cell.
  package let location: Location?
  /// What the compiler adds, each with its own place.
  package let notes: [Diagnostic]
  /// A correction that the compiler proposes, in words.
  package let fix: String?
  /// One sentence more about a mistake that beginners often make.
  package let advice: String?

  package init(
    severity: Severity, message: String, location: Location?, notes: [Diagnostic] = [], fix: String? = nil,
    advice: String? = nil
  ) {
    self.severity = severity
    self.message = message
    self.location = location
    self.notes = notes
    self.fix = fix
    self.advice = advice
  }

  /// The compiler failed without saying why in terms of the cell.
  static func compilerFailure(_ output: String) -> Diagnostic {
    let reason =
      output.contains("Stack dump") || output.isEmpty
      ? "the compiler itself failed on this cell"
      : "the cell cannot be linked: \(undefinedName(in: output) ?? "a name is declared but not defined")"
    return Diagnostic(
      severity: .error, message: reason, location: nil,
      advice: "Try the cell in smaller parts to find the statement that it fails on.")
  }

  private static func undefinedName(in output: String) -> String? {
    output.firstMatch(of: /undefined symbol: (\S+)/).map { "\($0.output.1) is not defined" }
  }
}
