/// What became of a learner's answers so far.
package struct Progress: Equatable, Sendable {
  /// In the order of time.
  package private(set) var entries: [ProgressEntry]

  package init(_ entries: [ProgressEntry] = []) {
    self.entries = entries
  }

  package mutating func add(_ entry: ProgressEntry) { entries.append(entry) }

  /// The last entry of a question.
  package func last(of question: String) -> ProgressEntry? { entries.last { $0.question == question } }

  /// How many different wrong answers to a question were honest attempts: something was there to be judged.
  package func attempts(at question: String) -> Int {
    Set(entries.filter { $0.question == question && $0.outcome == .wrong }.map(\.fingerprint)).count
  }

  /// Both together: every entry once, in the order of time.
  package func merged(with other: Progress) -> Progress {
    var merged = entries
    for entry in other.entries where !merged.contains(entry) { merged.append(entry) }
    let order = merged.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    return Progress(order.map(\.element))
  }
}
