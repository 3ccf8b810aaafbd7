import Foundation
import JSONTree
import JupyterKernel
import SwiftEvaluation
import Testing

@testable import SwiftKernel

@Suite(.serialized) struct LanguageServerTests {
  /// Runs `body` with a folder of its own for the server.
  func withFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "unroll-names-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
  }

  /// Asks the toolchain's own server.
  @Test(.timeLimit(.minutes(2))) func namesAreCompletedAndExplained() async throws {
    try await withFolder { try await namesAreCompletedAndExplained(in: $0) }
  }

  func namesAreCompletedAndExplained(in folder: URL) async throws {
    let program = try #require(try Toolchain().languageServer)
    let server = LanguageServer(program, folder: folder, arguments: [], patience: .seconds(60))
    let service = NameService(server: server, magics: .standard)
    let declarations =
      "struct Point { var x = 1.0\n  /// How far.\n  func norm() -> Double { x } }\nlet größe = Point()"
    let notebook = NameService.Notebook(declarations: declarations, names: [])
    let cases = [
      ("größe.no", "norm", 6..<8), ("let 🚀 = 1; größe.no", "norm", 17..<19), ("\n\n%time größe.no", "norm", 14..<16),
      ("[1, 2].isEm", "isEmpty", 7..<11), ("grö", "größe", 0..<3),
    ]
    for (code, name, range) in cases {
      let completion = await service.complete(code, cursor: code.unicodeScalars.count, in: notebook)
      #expect(completion.matches.map(\.text).contains(name), "\(code)")
      #expect(completion.matches.allSatisfy { $0.text.lowercased().hasPrefix(name.prefix(range.count).lowercased()) })
      #expect(completion.range == range)
    }
    let hover = await service.inspect("print(größe.norm())", cursor: 13, detail: 0, in: notebook) { _ in nil }
    let text = try #require(hover?.data["text/plain"]?.stringValue)
    #expect(text.contains("func norm() -> Double"))
    #expect(text.contains("How far."))
    await server.shutDown()
    #expect(await server.ask("textDocument/hover", document: "", line: 0, character: 0) == nil)
  }

  /// A server that never says anything, one that ends at once, and one that is not there.
  @Test(.timeLimit(.minutes(1)), arguments: ["exec sleep 600", "exit 1", "echo nonsense; exec cat", nil])
  func withoutAnAnswerTheNotebooksNamesAreKnown(_ script: String?) async throws {
    try await withFolder { try await theNotebooksNamesAreKnown(in: $0, script) }
  }

  func theNotebooksNamesAreKnown(in folder: URL, _ script: String?) async throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appending(path: "server")
    if let script {
      try "#!/bin/sh\n\(script)\n".write(to: path, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path.path)
    }
    let server = LanguageServer(path, folder: folder, arguments: [], patience: .milliseconds(300))
    let service = NameService(server: server, magics: .standard)
    let notebook = NameService.Notebook(declarations: "", names: [.init(name: "norm", kind: "func")])
    for _ in 0..<2 {
      let completion = await service.complete("let a = no", cursor: 10, in: notebook)
      #expect(completion == Completion(matches: [.init("norm", kind: "func")], range: 8..<10))
    }
    await server.shutDown()
  }

  @Test func theFolderIsTheAccounts() {
    #if os(Linux)
      let given = LanguageServer.standardFolder(environment: ["XDG_CACHE_HOME": "/c"], home: "/h")
      #expect(given.path == "/c/unroll/names")
      #expect(LanguageServer.standardFolder(environment: [:], home: "/h").path == "/h/.cache/unroll/names")
    #endif
  }
}
