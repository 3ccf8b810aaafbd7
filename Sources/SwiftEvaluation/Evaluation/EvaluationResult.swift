package import NotebookDisplay

/// What became of a cell.
package struct EvaluationResult: Sendable {
  /// How it ended.
  package enum Outcome: Sendable {
    /// It ran to its end; the value of its last expression, if that has one to show.
    case success(DisplayData?)
    /// It was not run; the diagnostics have at least one error.
    case compileError
    /// It was stopped. Every variable has the value that it had before.
    case crashed(CrashReport)
    /// It was interrupted before it began to run.
    case interrupted
  }

  /// Where the time went.
  package struct Timing: Sendable {
    /// Finding out what the cell declares and needs.
    package var parse = Duration.zero
    /// The compiler's part.
    package var compile = Duration.zero
    /// The linker's part.
    package var link = Duration.zero
    /// From the command to run until the end.
    package var run = Duration.zero
    /// From the call to its return.
    package var total = Duration.zero

    /// What is neither the compiler's, nor the linker's, nor the cell's own.
    package var overhead: Duration { total - compile - link - run }
  }

  package let outcome: Outcome
  /// What a cell of a lab asked for, to be done now that it has ended.
  package var labRequests: [LabRequest] = []
  /// Errors, or the warnings of a cell that ran.
  package let diagnostics: [Diagnostic]
  package let timing: Timing
}

/// What a replay's named value is.
package struct NamedValue: Equatable, Sendable {
  package let name: String
  /// In Swift's spelling.
  package let type: String
  package let data: DisplayData
  /// The exact value, where JSON can hold it.
  package let json: String?
}
