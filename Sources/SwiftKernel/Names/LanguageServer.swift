package import Foundation
package import JSONTree
import SwiftEvaluation

/// A conversation with sourcekit-lsp about one document: all that the notebook declares, and the cell in question.
///
/// The server is started when it is first wanted, and in the background. Who asks before it is ready, or when it does not
/// answer in time, gets nothing, and is free to answer otherwise.
package actor LanguageServer {
  private enum State {
    case idle
    case starting
    case ready(LanguageServerProcess)
    /// It does not start, or has ended: it is not tried again.
    case absent
  }

  private let program: URL
  private let folder: URL
  private let arguments: [String]
  private let patience: Duration
  private var state = State.idle
  private var process: LanguageServerProcess?
  private var lastRequest = 0
  private var version = 0
  private var waiting: [Int: CheckedContinuation<JSONValue?, Never>] = [:]

  /// - Parameters:
  ///   - folder: where the server may keep what it generates.
  ///   - arguments: what the compiler is told beside the document.
  ///   - patience: how long an answer may take.
  package init(
    _ program: URL, folder: URL = LanguageServer.standardFolder(), arguments: [String], patience: Duration = .seconds(4)
  ) {
    self.program = program
    self.folder = folder
    self.arguments = arguments
    self.patience = patience
  }

  /// A folder in this account's folder for caches: in that for temporary files, the server would leave something behind.
  package static func standardFolder(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    home: String = FileManager.default.homeDirectoryForCurrentUser.path
  ) -> URL {
    #if os(macOS)
      let caches = "\(home)/Library/Caches"
    #else
      let given = environment["XDG_CACHE_HOME"] ?? ""
      let caches = given.hasPrefix("/") ? given : "\(home)/.cache"
    #endif
    return URL(filePath: "\(caches)/unroll/names")
  }

  /// Starts the server, if it is not started, without waiting for it.
  package func warmUp() {
    guard case .idle = state else { return }
    state = .starting
    Task { await start() }
  }

  /// The answer to a question about a place in `document`; nil if there is none.
  ///
  /// - Parameter method: as `textDocument/completion`.
  package func ask(_ method: String, document: String, line: Int, character: Int) async -> JSONValue? {
    warmUp()
    guard let process = await ready() else { return nil }
    version += 1
    let identifier: JSONValue = ["uri": .string(address)]
    if version == 1 {
      let item: JSONValue = [
        "uri": .string(address), "languageId": "swift", "version": 1, "text": .string(document),
      ]
      notify("textDocument/didOpen", ["textDocument": item], process)
    } else {
      notify(
        "textDocument/didChange",
        [
          "textDocument": ["uri": .string(address), "version": .integer(version)],
          "contentChanges": [["text": .string(document)]],
        ], process)
    }
    return await request(
      method,
      ["textDocument": identifier, "position": ["line": .integer(line), "character": .integer(character)]], process)
  }

  /// Ends the server.
  package func shutDown() {
    state = .absent
    process?.end()
    process = nil
    for continuation in waiting.values { continuation.resume(returning: nil) }
    waiting = [:]
  }

  // MARK: Starting

  /// The document is never on a disk; by its name it may have statements at its top level.
  private let address = "file:///notebook/main.swift"

  /// The server once it is ready; nil if that takes too long.
  private func ready() async -> LanguageServerProcess? {
    switch state {
    case .ready(let process): return process
    case .idle, .absent: return nil
    case .starting:
      let begin = ContinuousClock.now
      while case .starting = state, ContinuousClock.now - begin < patience {
        try? await Task.sleep(for: .milliseconds(20))
      }
      if case .ready(let process) = state { return process }
      return nil
    }
  }

  private func start() async {
    let process = await startedProcess()
    guard case .starting = state else { return }
    if let process { state = .ready(process) } else { shutDown() }
  }

  private func startedProcess() async -> LanguageServerProcess? {
    guard let process = LanguageServerProcess(program, folder: folder) else { return nil }
    self.process = process
    Task { [weak self] in
      for await message in process.messages { await self?.receive(message, from: process) }
      await self?.shutDown()
    }
    let parameters: JSONValue = [
      "processId": .integer(Int(getpid())), "rootUri": .null,
      "capabilities": [
        "textDocument": [
          "completion": ["completionItem": ["snippetSupport": false]],
          "hover": ["contentFormat": ["markdown", "plaintext"]],
        ]
      ],
      "initializationOptions": [
        "backgroundIndexing": false, "fallbackBuildSystem": ["swiftCompilerFlags": JSONValue(arguments)],
      ],
    ]
    guard await request("initialize", parameters, process, within: .seconds(60)) != nil else { return nil }
    notify("initialized", [:], process)
    return process
  }

  // MARK: Messages

  private func notify(_ method: String, _ parameters: JSONValue, _ process: LanguageServerProcess) {
    _ = process.send(["jsonrpc": "2.0", "method": .string(method), "params": parameters])
  }

  private func request(
    _ method: String, _ parameters: JSONValue, _ process: LanguageServerProcess, within limit: Duration? = nil
  ) async -> JSONValue? {
    lastRequest += 1
    let number = lastRequest
    let isSent = process.send([
      "jsonrpc": "2.0", "id": .integer(number), "method": .string(method), "params": parameters,
    ])
    guard isSent else { return nil }
    let limit = limit ?? patience
    Task {
      try? await Task.sleep(for: limit)
      answer(number, nil)
    }
    return await withCheckedContinuation { waiting[number] = $0 }
  }

  private func answer(_ number: Int, _ result: JSONValue?) {
    waiting.removeValue(forKey: number)?.resume(returning: result)
  }

  private func receive(_ message: JSONValue, from process: LanguageServerProcess) {
    switch (message["method"], message["id"]) {
    case (nil, let number?): if let number = number.integerValue { answer(number, message["result"]) }
    // The server asks for what we do not have, and waits for an answer.
    case (_?, let number?): _ = process.send(["jsonrpc": "2.0", "id": number, "result": .null])
    default: break
    }
  }
}
