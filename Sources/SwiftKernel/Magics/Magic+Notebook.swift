import JSONTree
import JupyterKernel

extension Magic {
  static let shell = Magic(
    "shell", .cell, summary: "Run the lines below as a script of the shell; !COMMAND runs one line."
  ) {
    call, context throws(ExecutionError) in
    try await context.runShell(call.argument.isEmpty ? call.body : "\(call.argument)\n\(call.body)")
    return nil
  }

  static let who = Magic("who", .line, summary: "List what this notebook has declared.") {
    call, context throws(ExecutionError) in
    let names = try await context.names()
    guard !names.isEmpty else { return MIMEBundle(text: "Nothing is declared yet.") }
    return table(names.map { [$0.kind, $0.name, $0.type] })
  }

  static let reset = Magic("reset", .line, summary: "Forget everything that was declared.") {
    call, context throws(ExecutionError) in
    await context.reset()
    context.show(.text("Everything that was declared is forgotten.\n", .standardOutput))
    return nil
  }

  static let help = Magic("help", .line, summary: "List what a cell can say beside Swift.") {
    call, context throws(ExecutionError) in
    let magics = context.magics.magics.map { ["\($0.form.sign)\($0.name) \($0.parameters)", $0.summary] }
    return table([["!COMMAND", "Run a command of the shell."]] + magics)
  }

  /// Rows as columns of plain text.
  private static func table(_ rows: [[String]]) -> MIMEBundle {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      let cells = row.enumerated().map { $1 + String(repeating: " ", count: widths[$0] - $1.count) }
      let line = cells.joined(separator: "  ")
      return String(line.reversed().drop(while: \.isWhitespace).reversed())
    }
    return MIMEBundle(text: lines.joined(separator: "\n"))
  }
}
