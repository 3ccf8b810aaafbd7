import JupyterKernel
import SwiftEvaluation

extension ExecutionError {
  /// The name of errors that the compiler found.
  static let compileErrorName = "CompileError"

  /// The code was not run.
  static func compileError(_ diagnostics: [Diagnostic], title: String) -> ExecutionError {
    let first = diagnostics.first { $0.severity == .error }
    return ExecutionError(
      name: compileErrorName, value: first?.message ?? "the compiler gave no reason",
      traceback: diagnostics.map { $0.rendered(title: title, colour: true) })
  }

  /// The code was stopped.
  static func crash(_ report: CrashReport, source: String, title: String) -> ExecutionError {
    let lines = report.lines(source: source, title: title)
    let head = "\u{1B}[1;31m\(name(report.cause))\u{1B}[0m: \(lines.first ?? report.sentence)"
    return ExecutionError(name: name(report.cause), value: report.sentence, traceback: [head] + lines.dropFirst())
  }

  static let interrupted = ExecutionError(name: "Interrupted", value: "Interrupted before it began to run.")

  /// What is at fault is not the code.
  static func kernel(_ error: any Error) -> ExecutionError { ExecutionError(name: "KernelError", value: "\(error)") }

  private static func name(_ cause: CrashReport.Cause) -> String {
    switch cause {
    case .trap: "FatalError"
    case .uncaughtError: "UncaughtError"
    case .stackOverflow: "StackOverflow"
    case .badAccess: "BadAccess"
    case .exit: "Exit"
    case .memoryLimit: "MemoryLimit"
    case .timeLimit: "TimeLimit"
    case .interrupt: "Interrupted"
    case .signal: "Killed"
    }
  }
}
