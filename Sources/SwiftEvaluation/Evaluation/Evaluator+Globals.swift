import CProcess
import Foundation
import NearestNames
import NotebookDisplay

extension Evaluator {
  /// Answers a library that asks for globals, in the middle of a cell: compiles a hidden cell that hands the values over
  /// inside the process.
  func answer(_ queries: [GlobalQuery], _ scope: Scope, _ process: CellProcess) async {
    var answers = queries.map { query -> GlobalAnswer in
      guard let entry = scope.names[query.name], !entry.kind.isType else {
        return .missing(nearest: NearestName.of(query.name, among: scope.names.keys))
      }
      return .found(source: entry.source)
    }
    // A query that does not compile is answered with the reason; the others are tried again.
    while true {
      let wanted = queries.indices.filter { if case .found = answers[$0] { true } else { false } }
      guard !wanted.isEmpty else { break }
      let lines = wanted.map { index in
        let type = queries[index].type.map { " as \($0)" } ?? ""
        return "NotebookDisplay.CellScript.deliver(\(index), \(Scope.quoted(queries[index].name))\(type), to: context)"
      }
      let symbol = "Query\(newModule())_deliver"
      let source =
        "@_cdecl(\"\(symbol)\") func deliver(context: Swift.UnsafeMutableRawPointer) {\n"
        + lines.joined(separator: "\n") + "\n}"
      let product = try? await compileHidden(source, scope)
      guard let product else { break }
      if let library = product.library {
        process.give(UNROLL_LOAD, library: library, symbol: symbol)
        break
      }
      let failed = product.diagnostics.filter { $0.severity == .error }
      let places = failed.compactMap { error in error.location.map { (line: $0.line - 2, error: error) } }
      guard let first = places.first(where: { wanted.indices.contains($0.line) }) else { break }
      for place in places where wanted.indices.contains(place.line) {
        guard case .found(let source) = answers[wanted[place.line]] else { continue }
        answers[wanted[place.line]] = .mismatched(reason: place.error.message, source: source)
      }
      _ = first
    }
    process.give(UNROLL_ANSWER, GlobalAnswer.bytes(of: answers))
  }

  /// Answers a library that asks for the variables of one type, in the middle of a cell. Those whose type a hidden cell
  /// cannot name are left out.
  func offerVariables(_ scope: Scope, _ process: CellProcess) async {
    var names = scope.names.filter { $0.value.kind == .variable }.keys.sorted()
    while !names.isEmpty {
      let symbol = "Query\(newModule())_offer"
      let lines = names.map { "NotebookDisplay.CellScript.offer(\"\($0)\", to: context) { \(Scope.quoted($0)) }" }
      let source =
        "@_cdecl(\"\(symbol)\") func offer(context: Swift.UnsafeMutableRawPointer) {\n"
        + lines.joined(separator: "\n") + "\n}"
      guard let product = try? await compileHidden(source, scope) else { break }
      if let library = product.library {
        process.give(UNROLL_LOAD, library: library, symbol: symbol)
        break
      }
      let wrong = Set(
        product.diagnostics.filter { $0.severity == .error }.compactMap { $0.location.map { $0.line - 2 } })
      guard names.indices.contains(where: wrong.contains) else { break }
      names = names.indices.filter { !wrong.contains($0) }.map { names[$0] }
    }
    process.give(UNROLL_ANSWER)
  }

  /// Compiles a cell that the learner never sees.
  func compileHidden(_ source: String, _ scope: Scope, shows: Bool = false) async throws -> CellCompiler.Product {
    let syntax = CellSyntax(source)
    let program = CellProgram(
      module: "Query\(lastModule)", title: "Query \(lastModule)", source: source, syntax: syntax,
      imports: scope.preamble(for: syntax).lines, shows: shows)
    return try await compile(program, unloaded: scope.unloadedModules(for: syntax))
  }
}
