import JSONTree
import Synchronization

@testable import JupyterKernel

/// An interpreter of a language of single words, by which tests make a kernel do everything it can.
final class FakeInterpreter: Interpreter {
  private struct State {
    var interruption: CheckedContinuation<Void, Never>?
    var isRunning = false
    /// Interrupted after it began to run and before it slept.
    var isInterrupted = false
    var log: [String] = []
  }

  private let state = Mutex(State())
  /// Ends if true, whatever code runs.
  let endsRunningCode: Bool

  init(endsRunningCode: Bool = true) { self.endsRunningCode = endsRunningCode }

  /// What was asked for, in order.
  var log: [String] { state.withLock(\.log) }

  private func note(_ line: String) { state.withLock { $0.log.append(line) } }

  let info = KernelInfo(
    implementation: "fake", implementationVersion: "1.2.3",
    language: .init(name: "words", version: "1", mimeType: "text/x-words", fileExtension: ".words"), banner: "Words.",
    helpLinks: [.init(text: "Help", address: "https://example.org")])

  func execute(_ execution: Execution, frontend: any Frontend) async throws(ExecutionError) -> MIMEBundle? {
    note("execute \(execution.count) \(execution.code)")
    state.withLock { ($0.isRunning, $0.isInterrupted) = (true, false) }
    defer { state.withLock { $0.isRunning = false } }
    var result: MIMEBundle?
    for line in execution.code.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      result = try await run(words[0], words.count > 1 ? words[1] : "", frontend)
    }
    return result
  }

  private func run(
    _ word: String, _ argument: String, _ frontend: any Frontend
  ) async throws(ExecutionError) -> MIMEBundle? {
    switch word {
    case "print": frontend.show(.text(argument + "\n", .standardOutput))
    case "warn": frontend.show(.text(argument + "\n", .standardError))
    case "lines":
      for line in 0..<(Int(argument) ?? 0) { frontend.show(.text("\(line)\n", .standardOutput)) }
    case "wide":
      let line = String(repeating: "x", count: 999) + "\n"
      for _ in 0..<(Int(argument) ?? 0) { frontend.show(.text(line, .standardOutput)) }
    case "display": frontend.show(.display(MIMEBundle(text: argument), identifier: nil))
    case "place": frontend.show(.display(MIMEBundle(text: "first"), identifier: argument))
    case "update": frontend.show(.update(MIMEBundle(text: "second"), identifier: argument))
    case "clear": frontend.show(.clear(wait: argument == "wait"))
    case "value": return MIMEBundle(text: argument)
    case "fail": throw ExecutionError(name: argument, value: "it failed", traceback: ["line 1", "line 2"])
    case "sleep":
      await withCheckedContinuation { continuation in
        let isInterrupted = state.withLock { state in
          if !state.isInterrupted { state.interruption = continuation }
          return state.isInterrupted
        }
        if isInterrupted { continuation.resume() }
      }
      throw ExecutionError(name: "Interrupted", value: "sleep was interrupted")
    case "ask", "password":
      do throws(InputError) {
        let answer = try await frontend.readLine(prompt: argument, isPassword: word == "password")
        frontend.show(.text("You said \(answer).", .standardOutput))
      } catch {
        throw ExecutionError(name: "InputError", value: error.description)
      }
    default: throw ExecutionError(name: "UnknownWord", value: word)
    }
    return nil
  }

  func evaluate(_ expression: String) async throws(ExecutionError) -> MIMEBundle {
    guard let number = Int(expression) else { throw ExecutionError(name: "NoNumber", value: expression) }
    return MIMEBundle(text: String(number + 1))
  }

  func complete(_ code: String, cursor: Int) async -> Completion {
    note("complete \(cursor)")
    return Completion(
      matches: [.init("print", kind: "function", signature: "print TEXT"), .init("place")], range: 0..<cursor)
  }

  func inspect(_ code: String, cursor: Int, detail: Int) async -> MIMEBundle? {
    note("inspect \(cursor) \(detail)")
    return code.hasPrefix("print") ? MIMEBundle(text: "prints") : nil
  }

  func completeness(of code: String) async -> Completeness {
    switch code {
    case "whole": .complete
    case "half": .incomplete(indent: "  ")
    case "wrong": .invalid
    default: .unknown
    }
  }

  func history(_ query: HistoryQuery) async -> [HistoryEntry] {
    note("\(query)")
    return [HistoryEntry(session: 1, line: 2, code: "three", result: "four"), .init(session: 1, line: 3, code: "five")]
  }

  func interrupt() async {
    note("interrupt")
    wake()
  }

  func shutDown(restart: Bool) async {
    note("shut down \(restart)")
    if endsRunningCode { wake() }
  }

  private func wake() {
    let interruption = state.withLock { state in
      defer { state.interruption = nil }
      state.isInterrupted = state.isRunning
      return state.interruption
    }
    interruption?.resume()
  }
}
