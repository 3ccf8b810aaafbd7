import JupyterKernel
import SwiftEvaluation
import Synchronization

/// One execution of a cell, and what its parts and magics can make use of.
final class RunningCell: MagicContext {
  private struct State {
    var isInterrupted = false
    var hasEnded = false
    var shell: ShellCommand?
  }

  let magics: MagicTable
  private let title: String
  private let evaluator: Evaluator
  private let frontend: any Frontend
  private let lab: (any LabAssistant)?
  private let session: String
  private let state = Mutex(State())

  /// How often a cell is interrupted until it has ended: the first time may be just before it can be.
  private static let pause: Duration = .milliseconds(50)

  init(
    title: String, evaluator: Evaluator, frontend: any Frontend, magics: MagicTable, lab: (any LabAssistant)?,
    session: String
  ) {
    self.title = title
    self.evaluator = evaluator
    self.frontend = frontend
    self.magics = magics
    self.lab = lab
    self.session = session
  }

  func show(_ output: Output) { frontend.show(output) }

  // MARK: Swift

  func evaluate(_ code: String, line: Int) async throws(ExecutionError) -> Evaluated {
    try checkInterruption()
    let source = String(repeating: "\n", count: line - 1) + code
    let frontend = frontend
    let session = session
    let result: EvaluationResult
    do {
      result = try await evaluator.evaluate(
        source, title: title, input: { await Self.line(from: frontend) },
        output: { frontend.show(Output($0, session: session)) })
    } catch {
      throw .kernel(error)
    }
    switch result.outcome {
    case .compileError: throw .compileError(result.diagnostics, title: title)
    case .crashed(let report): throw .crash(report, source: source, title: title)
    case .interrupted: throw .interrupted
    case .success(let data):
      // Of a cell that has run, only warnings are left.
      let warnings = result.diagnostics.map { $0.rendered(title: title, colour: true) + "\n" }
      if !warnings.isEmpty { show(.text(warnings.joined(), .standardError)) }
      for request in result.labRequests {
        guard let lab else {
          show(.text("There are no labs here, so nothing is checked.\n", .standardError))
          break
        }
        show(.display(MIMEBundle(await lab.answer(request, in: evaluator)), identifier: nil))
      }
      return Evaluated(
        value: data.map { MIMEBundle($0) }, compiling: result.timing.compile + result.timing.link,
        running: result.timing.run)
    }
  }

  private static func line(from frontend: any Frontend) async -> String? {
    do throws(InputError) {
      let line = try await frontend.readLine(prompt: "", isPassword: false)
      return line.hasSuffix("\n") ? line : line + "\n"
    } catch {
      if error == .notAllowed { frontend.show(.text("\(error)\n", .standardError)) }
      return nil
    }
  }

  // MARK: Beside Swift

  func runShell(_ command: String) async throws(ExecutionError) {
    try checkInterruption()
    let shell = ShellCommand(command)
    state.withLock { $0.shell = shell }
    defer { state.withLock { $0.shell = nil } }
    let frontend = frontend
    let status = try await shell.run { frontend.show(.text($0, $1)) }.get()
    try checkInterruption()
    guard status == 0 else {
      throw ExecutionError(name: "ShellError", value: "The command ended with status \(status).")
    }
  }

  func names() async throws(ExecutionError) -> [DeclaredName] {
    do {
      let types = try await evaluator.variables()
      return await evaluator.names.map { name, kind in
        DeclaredName(name: name, kind: kind.rawValue, type: types.first { $0.name == name }?.type ?? "")
      }
    } catch {
      throw .kernel(error)
    }
  }

  func reset() async { await evaluator.reset() }

  // MARK: Interrupts

  /// Stops what is running, and keeps the rest from being run.
  func interrupt() async {
    let shell = state.withLock { state in
      state.isInterrupted = true
      return state.shell
    }
    shell?.interrupt()
    Task {
      while !state.withLock({ $0.hasEnded }) {
        await evaluator.interrupt()
        try? await Task.sleep(for: Self.pause)
      }
    }
  }

  func end() { state.withLock { $0.hasEnded = true } }

  private func checkInterruption() throws(ExecutionError) {
    if state.withLock({ $0.isInterrupted }) { throw .interrupted }
  }
}
