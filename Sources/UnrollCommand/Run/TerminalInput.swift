import Dispatch

/// The standard input of a command, for cells that read theirs.
enum TerminalInput {
  /// The next line, or nil at the end. Waiting for somebody to type keeps no thread from Swift's tasks.
  static func line() async -> String? {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: readLine()) }
    }
  }
}
