package import JSONTree

/// What runs the code cells of a notebook, one after the other.
package protocol CellInterpreter: Sendable {
  /// Runs a cell; `report` is called in order for everything that it puts out, until the cell has ended.
  ///
  /// - Parameter title: what messages call the cell.
  /// - Throws: where there is nothing that could run cells.
  func run(
    _ source: String, title: String, report: @escaping @Sendable (CellEvent) -> Void
  ) async throws -> CellEnd

  /// Stops the running cell.
  func interrupt() async
}

/// What a running cell puts out.
package enum CellEvent: Equatable, Sendable {
  /// Text on the stream `stdout` or `stderr`.
  case text(String, stream: String)
  /// Something shown, in a place that has this number; an object from MIME types.
  case shown(JSONValue, place: UInt32)
  /// Something shown instead of what was in that place.
  case shownInstead(JSONValue, place: UInt32)
  /// The output so far is to go; with `wait`, when the next comes.
  case cleared(wait: Bool)
}

/// How a cell ended.
package enum CellEnd: Equatable, Sendable {
  /// At its end; the value of its last expression, if it has one to show.
  case success(JSONValue?)
  /// Before it, or without having begun.
  case failure(name: String, reason: String, traceback: [String])
}
