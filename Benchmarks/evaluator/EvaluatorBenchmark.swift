import Foundation
import SwiftEvaluation

/// Times of the evaluator: prints one JSON line for each case, in seconds.
///
///     EvaluatorBenchmark [CELLS]     how many cells the soak has; 500 if not given
@main struct EvaluatorBenchmark {
  static func main() async throws {
    let soak = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 500
    let clock = ContinuousClock()
    let begin = clock.now
    let evaluator = Evaluator(
      configuration: .init(toolchain: try Toolchain(), libraries: try Libraries.besideProgram()))
    _ = try await run("1 + 1", evaluator)
    line("first result", [clock.now - begin])
    line("import Foundation", [try await run("import Foundation", evaluator).timing.total])
    line("import Unroll", [try await run("import Unroll", evaluator).timing.total])

    _ = try await run(
      "let U = Tensor([[-0.3, 0.6], [0.2, 0.1]], requiresGrad: true)\nlet x: Tensor = [0, 1]", evaluator)
    var totals: [Duration] = []
    var own: [Duration] = []
    for index in 0..<20 {
      let timing = try await run("let h\(index) = U.mv(x).relu()\nh\(index).sum()", evaluator).timing
      totals.append(timing.total)
      own.append(timing.overhead)
    }
    line("cell with tensors", totals)
    line("cell with tensors, our part", own)

    let small = try await trivial(evaluator)
    line("trivial cell", small)
    _ = try await run("var large = (0..<10).map { _ in [Float](repeating: 1, count: 25_000_000) }", evaluator)
    line("trivial cell, 1 GB alive", try await trivial(evaluator))
    let rewrite = "for i in large.indices { for j in large[i].indices { large[i][j] += 1 } }"
    line("rewriting 1 GB", [try await run(rewrite, evaluator).timing.run])
    line("crash and recovery, 1 GB alive", [try await run("fatalError(\"bench\")", evaluator).timing.run])
    await evaluator.reset()

    var cells: [Duration] = []
    for index in 1...soak {
      cells.append(
        try await run("let v\(index) = \(index)\nfunc f(_ x: Int) -> Int { x + v\(index) }\nf(1)", evaluator).timing
          .total)
    }
    line("cells 5 to 24", Array(cells[4..<min(24, soak)]))
    line("the last 20 of \(soak) cells", Array(cells.suffix(20)))
    await evaluator.shutdown()
  }

  private static func trivial(_ evaluator: Evaluator) async throws -> [Duration] {
    var times: [Duration] = []
    for _ in 0..<10 { times.append(try await run("1 + 1", evaluator).timing.run) }
    return times
  }

  private static func run(_ source: String, _ evaluator: Evaluator) async throws -> EvaluationResult {
    let result = try await evaluator.evaluate(source)
    if case .compileError = result.outcome {
      throw Toolchain.Missing(description: result.diagnostics.first?.rendered(title: "cell", colour: false) ?? source)
    }
    return result
  }

  private static func line(_ name: String, _ times: [Duration]) {
    let sorted = times.map { Double($0.components.seconds) + Double($0.components.attoseconds) * 1e-18 }.sorted()
    let median = sorted[sorted.count / 2]
    print("{\"case\":\"\(name)\",\"median\":\(median),\"least\":\(sorted[0]),\"most\":\(sorted[sorted.count - 1])}")
  }
}
