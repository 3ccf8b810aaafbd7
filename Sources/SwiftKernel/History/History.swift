package import JupyterKernel

/// What was executed since the kernel started, and what was before; each life of a kernel is what Jupyter numbers.
package struct History: Sendable {
  /// The number of the running session.
  package let session: Int
  private let file: HistoryFile?
  /// This session's executions, which are known even where the file cannot be written.
  private var own: [HistoryEntry] = []

  /// Longer code than this is not kept, and longer results are cut.
  private static let longestCode = 1 << 18
  private static let longestResult = 10000

  /// A history that nothing is kept of.
  package init() {
    file = nil
    session = 1
  }

  /// - Parameter file: Nil where nothing is to be kept.
  /// - Throws: Where the file cannot be written; then go on without.
  package init(_ file: HistoryFile?) throws(HistoryFile.Failure) {
    self.file = file
    session = try file?.beginSession() ?? 1
  }

  package mutating func add(line: Int, code: String, result: String?) throws(HistoryFile.Failure) {
    guard code.utf8.count <= Self.longestCode else { return }
    let entry = HistoryEntry(
      session: session, line: line, code: code, result: result.map { String($0.prefix(Self.longestResult)) })
    own.append(entry)
    try file?.append(entry)
  }

  package func entries(_ query: HistoryQuery) -> [HistoryEntry] {
    switch query {
    case .tail(let count):
      return last(count, of: all)
    case .range(let session, let start, let stop):
      let number = session > 0 ? session : self.session &+ session
      let entries = number == self.session ? own : all.filter { $0.session == number }
      return entries.filter { $0.line >= start && $0.line < stop ?? .max }
    case .search(let pattern, let count, let unique):
      let glob = Glob(pattern)
      let found = all.filter { glob.matches($0.code) }
      return last(count, of: unique ? withoutRepeats(found) : found)
    }
  }

  /// The other sessions' executions, then this one's, though another kernel may have run code in between: who asks for the
  /// last line means the last one here.
  private var all: [HistoryEntry] {
    (file?.entries ?? []).filter { $0.session != session } + own
  }

  private func last(_ count: Int?, of entries: [HistoryEntry]) -> [HistoryEntry] {
    count.map { Array(entries.suffix($0)) } ?? entries
  }

  /// Of equal code only the last.
  private func withoutRepeats(_ entries: [HistoryEntry]) -> [HistoryEntry] {
    var seen: Set<String> = []
    return entries.reversed().filter { seen.insert($0.code).inserted }.reversed()
  }
}
