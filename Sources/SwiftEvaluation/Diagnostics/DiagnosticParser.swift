import Foundation

/// Reads what the compiler prints (`-diagnostic-style llvm`) and brings it to the learner's lines and words.
struct DiagnosticParser {
  let program: CellProgram

  /// A diagnostic as it is printed: its head, and the lines below it.
  private struct Block {
    let file: String
    let line: Int
    let column: Int
    let severity: Diagnostic.Severity
    let message: String
    var below: [Substring] = []
  }

  func diagnostics(in output: String) -> [Diagnostic] {
    var blocks: [Block] = []
    for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
      if let block = head(line) {
        blocks.append(block)
      } else if !blocks.isEmpty {
        blocks[blocks.count - 1].below.append(line)
      }
    }
    var result: [Diagnostic] = []
    var current: Block?
    var notes: [Diagnostic] = []
    func close() {
      if let block = current { result.append(diagnostic(block, notes: notes)) }
      notes = []
    }
    for block in blocks {
      if block.severity == .note {
        notes.append(diagnostic(block, notes: []))
      } else {
        close()
        current = block
      }
    }
    close()
    let kept = result.filter { $0.severity == .error || ($0.location != nil && !Self.concernsAdditions($0.message)) }
    return Self.withoutShowing(kept)
  }

  /// That a value cannot be shown is a consequence of another error, or means that its type is not clear.
  private static func withoutShowing(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let others = diagnostics.filter { error in !error.notes.contains { $0.message == "in call to function 'show'" } }
    guard !others.contains(where: { $0.severity == .error }), others.count < diagnostics.count else { return others }
    return diagnostics.map { error in
      guard error.notes.contains(where: { $0.message == "in call to function 'show'" }) else { return error }
      return Diagnostic(
        severity: .error, message: "the type of this expression is not clear", location: error.location,
        advice: "Say which type is meant, as in `let value: [Int] = []`.")
    }
  }

  /// Warnings that are about what the evaluator does with a cell, not about what its learner wrote.
  private static func concernsAdditions(_ message: String) -> Bool {
    message.hasPrefix("extension declares a conformance of imported type") || message.contains("'nonisolated(unsafe)'")
  }

  private func head(_ line: Substring) -> Block? {
    guard
      let match = line.wholeMatch(of: /(.+?):(\d+)(?::(\d+))?: (error|warning|note|remark): (.*)/),
      let severity = Diagnostic.Severity(rawValue: String(match.output.4))
    else { return nil }
    return Block(
      file: String(match.output.1), line: Int(match.output.2) ?? 0, column: match.output.3.flatMap { Int($0) } ?? 0,
      severity: severity, message: String(match.output.5))
  }

  private func diagnostic(_ block: Block, notes: [Diagnostic]) -> Diagnostic {
    let location = location(block)
    let message = InternalNames.removed(from: block.message)
    let below = block.below
    let fix =
      location == nil
      ? nil
      : FixText.of(
        source: below.first ?? "", marks: below.dropFirst().first ?? "", replacement: below.dropFirst(2).first ?? "")
    return Diagnostic(
      severity: block.severity, message: message, location: location, notes: notes, fix: fix,
      advice: block.severity == .error
        ? Advice.about(message, line: location?.text ?? "", notes: notes.map(\.message)) : nil)
  }

  private func location(_ block: Block) -> Diagnostic.Location? {
    guard block.file == program.title else { return nil }
    let lines = program.source.split(separator: "\n", omittingEmptySubsequences: false)
    guard block.line > 0 else { return nil }
    let text = block.line <= lines.count ? String(lines[block.line - 1]) : ""
    let byte = program.column(block.column, line: block.line)
    let column = characters(in: text, bytes: byte - 1) + 1
    var marked = column..<column + 1
    if block.below.count > 1 {
      // The mark's own columns are the compiler's, in characters; only its length is needed on either side of the caret.
      let marks = Array(block.below[1])
      if let caret = marks.firstIndex(of: "^") {
        let before = marks[..<caret].reversed().prefix { $0 == "~" }.count
        let after = marks[(caret + 1)...].prefix { $0 == "~" }.count
        marked = max(1, column - before)..<column + 1 + after
      }
    }
    return Diagnostic.Location(line: block.line, column: column, text: text, marked: marked)
  }

  private func characters(in text: String, bytes: Int) -> Int {
    String(decoding: text.utf8.prefix(bytes), as: UTF8.self).count
  }
}

/// Names that the evaluator gave, and learners never see.
enum InternalNames {
  /// `text` without module names, our additions, and their paths.
  static func removed(from text: String) -> String {
    text.replacing(/\bCell_?\d+_?\b\./, with: "")
      .replacing(/\ in module '(Cell|Query)\d+'/, with: " in an earlier cell")
      .replacing(/'(Cell|Query)\d+'/, with: "an earlier cell")
      .replacing(/\b(Cell|Query)\d+\./, with: "")
      .replacing(/\ \[#[A-Za-z]+\]$/, with: "")
  }
}
