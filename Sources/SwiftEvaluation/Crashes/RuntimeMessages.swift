import Synchronization

/// Hands a cell's output on, but holds back what the runtime says of a crash: that is part of the crash's report.
///
/// If the cell goes on to its end all the same, it was the cell's own text, and is handed on then.
final class RuntimeMessages: Sendable {
  private struct State {
    var held = ""
    var isHolding = false
  }
  private static let marks = ["Fatal error: ", "Precondition failed", "Assertion failed", "Fatal error\n"]
  private static let longest = 65_536

  private let state = Mutex(State())
  private let output: @Sendable (OutputEvent) -> Void

  init(_ output: @escaping @Sendable (OutputEvent) -> Void) { self.output = output }

  /// What was held back.
  var text: String { state.withLock { $0.held } }

  func receive(_ event: OutputEvent) {
    guard case .stderr(let text) = event else { return output(event) }
    let passed = state.withLock { state -> String in
      guard !state.isHolding else {
        if state.held.utf8.count < Self.longest { state.held += text }
        return ""
      }
      guard let mark = Self.marks.lazy.compactMap({ text.firstRange(of: $0) }).first else { return text }
      let line = text[..<mark.lowerBound].lastIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex
      state.isHolding = true
      state.held = String(text[line...])
      return String(text[..<line])
    }
    if !passed.isEmpty { output(.stderr(passed)) }
  }

  /// Hands on what was held back.
  func release() {
    let text = state.withLock { state -> String in
      defer { state = State() }
      return state.held
    }
    if !text.isEmpty { output(.stderr(text)) }
  }
}
