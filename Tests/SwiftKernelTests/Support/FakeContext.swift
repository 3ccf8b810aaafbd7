import JupyterKernel
import Synchronization

@testable import SwiftKernel

/// Notes what a magic does.
final class FakeContext: MagicContext {
  private let state = Mutex((shown: [Output](), did: [String]()))
  let magics = MagicTable.standard
  let declared: [DeclaredName]
  /// What becomes of Swift.
  let evaluated: Result<Evaluated, ExecutionError>

  init(
    declared: [DeclaredName] = [], evaluated: Result<Evaluated, ExecutionError> = .success(Evaluated(value: nil))
  ) {
    self.declared = declared
    self.evaluated = evaluated
  }

  var shown: [Output] { state.withLock { $0.shown } }
  var did: [String] { state.withLock { $0.did } }

  private func note(_ text: String) { state.withLock { $0.did.append(text) } }

  func show(_ output: Output) { state.withLock { $0.shown.append(output) } }

  func evaluate(_ code: String, line: Int) async throws(ExecutionError) -> Evaluated {
    note("\(line): \(code)")
    return try evaluated.get()
  }

  func runShell(_ command: String) async throws(ExecutionError) { note("$ \(command)") }
  func names() async throws(ExecutionError) -> [DeclaredName] { declared }
  func reset() async { note("reset") }

  /// Uses the magic that `line` names.
  func use(_ line: String, body: String = "") async throws(ExecutionError) -> MIMEBundle? {
    guard
      case .magic(let call)? = CellPart.parts(of: body.isEmpty ? line : "\(line)\n\(body)", isName: { _ in false })
        .first
    else { throw ExecutionError(name: "NoMagic", value: line) }
    return try await magics.magic(for: call).action(call, self)
  }
}
