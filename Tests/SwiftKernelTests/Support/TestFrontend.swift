import JupyterKernel
import Synchronization

/// Keeps what is shown, and answers questions.
final class TestFrontend: Frontend {
  private let outputs = Mutex<[Output]>([])
  private let answer: Result<String, InputError>

  init(answer: Result<String, InputError> = .failure(.notAllowed)) { self.answer = answer }

  var shown: [Output] { outputs.withLock { $0 } }

  func show(_ output: Output) { outputs.withLock { $0.append(output) } }

  func readLine(prompt: String, isPassword: Bool) async throws(InputError) -> String { try answer.get() }

  /// All text of a stream.
  func text(_ stream: StandardStream) -> String {
    shown.map { if case .text(let text, stream) = $0 { text } else { "" } }.joined()
  }
}
