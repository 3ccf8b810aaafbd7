import Foundation
import SwiftEvaluation
import Testing

/// An evaluator over what was built together with the tests.
enum TestEvaluator {
  static func make() throws -> Evaluator {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
    var folder = URL(filePath: bundle)
    while folder.path.contains(".xctest") { folder = folder.deletingLastPathComponent() }
    return Evaluator(configuration: .init(toolchain: try Toolchain(), libraries: try Libraries(products: folder)))
  }
}

extension Evaluator {
  /// Runs a cell that must succeed.
  func succeed(_ source: String, location: SourceLocation = #_sourceLocation) async throws {
    let result = try await evaluate(source)
    if case .success = result.outcome { return }
    let texts = result.diagnostics.map { $0.rendered(title: "Cell", colour: false) }
    Issue.record("\(result.outcome) \(texts.joined(separator: "\n"))", sourceLocation: location)
  }
}
