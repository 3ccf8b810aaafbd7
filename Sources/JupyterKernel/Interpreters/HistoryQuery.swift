/// Which of the executions that are remembered a client asks for.
package enum HistoryQuery: Equatable, Sendable {
  /// The last ones, or all.
  case tail(Int?)
  /// Those with the numbers from `start` up to, not including, `stop`, of one session: counted from 1, or back from the
  /// running one, which is 0.
  case range(session: Int, start: Int, stop: Int?)
  /// Those whose whole code matches `pattern`, where `*` is any text and `?` any character: the last ones, or all; if
  /// `unique`, of equal code only the last.
  case search(pattern: String, count: Int?, unique: Bool)
}

/// One execution that is remembered.
package struct HistoryEntry: Equatable, Sendable {
  /// Counted up each time a kernel starts.
  package let session: Int
  /// The execution's number in its session.
  package let line: Int
  package let code: String
  /// The result as plain text, if there was one.
  package let result: String?

  package init(session: Int, line: Int, code: String, result: String? = nil) {
    self.session = session
    self.line = line
    self.code = code
    self.result = result
  }
}
