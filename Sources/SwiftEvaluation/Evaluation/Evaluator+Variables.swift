import CProcess
import Foundation
import NotebookDisplay

extension Evaluator {
  /// A variable of the notebook.
  package struct Variable: Equatable, Sendable {
    package let name: String
    /// In Swift's spelling.
    package let type: String
  }

  /// The newest variables by name, with their types.
  package func variables() async throws -> [Variable] {
    await turn.take()
    defer { turn.give() }
    let names = scope.names.filter { $0.value.kind == .variable }.keys.sorted()
    let lines = names.map { "NotebookDisplay.CellScript.reportType(\"\($0)\", of: \(Scope.quoted($0)))" }
    let values = try await runHidden(lines)
    return names.map { name in
      Variable(name: name, type: values.first { $0.name == name }?.type ?? "")
    }
  }

  /// The newest values of variables; those that do not exist, or cannot be copied, are left out.
  package func values(of names: [String]) async throws -> [NamedValue] {
    await turn.take()
    defer { turn.give() }
    let known = names.filter { scope.names[$0]?.kind == .variable }
    return try await runHidden(known.map { "NotebookDisplay.CellScript.report(\"\($0)\", \(Scope.quoted($0)))" })
  }

  /// Runs lines that report, leaving out those that do not compile.
  func runHidden(_ lines: [String]) async throws -> [NamedValue] {
    guard process != nil else { return [] }
    _ = await settle()
    var lines = lines
    while !lines.isEmpty {
      let number = newModule()
      let product = try await compileHidden(lines.joined(separator: "\n"), scope)
      if let library = product.library {
        let end = await run(library, "Query\(number)_main", number, in: scope, input: { nil })
        compiler?.discard("Query\(number)")
        images[number] = nil
        guard case .done(let messages) = end else { return [] }
        return messages.compactMap(NamedValue.init)
      }
      let wrong = Set(product.diagnostics.filter { $0.severity == .error }.compactMap { $0.location?.line })
      guard !wrong.isEmpty else { return [] }
      lines = lines.indices.filter { !wrong.contains($0 + 1) }.map { lines[$0] }
    }
    return []
  }

  /// All that the notebook declares, as one text: the newest of each name and no statements. A language server that is
  /// given it before a cell completes as if the cells were one program.
  package var declarations: String { scope.declarations }

  /// The names that a cell can use, and what each is.
  package var names: [(name: String, kind: DeclarationKind)] {
    scope.names.map { ($0.key, $0.value.kind) }.sorted { $0.0 < $1.0 }
  }

  /// The cells through which `givens` determine the newest `results`; see ``Journal/slice(from:to:)``.
  package func slice(from givens: Set<String>, to results: [String]) -> [String] {
    scope.journal.slice(from: givens, to: results)
  }

  /// The sources of the newest declarations of all names that some code mentions, in the order of the names.
  package func sources(of code: String) -> [String] {
    CellSyntax(code).mentions.sorted().compactMap { scope.names[$0]?.source }
  }

  /// The source of the newest declaration of this name.
  package func source(of name: String) -> String? { scope.names[name]?.source }
}

extension NamedValue {
  init?(_ message: CellMessage) {
    guard case .value(let name, let type, let data, let json) = message else { return nil }
    self.init(name: name, type: type, data: data, json: json)
  }
}
