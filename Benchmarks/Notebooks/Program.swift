import Measuring

/// The benchmarks of the cell evaluator; `BenchmarkProgram` has the commands.
@main
enum Program {
  static var topics: [Topic] { [.kernel, .optimizedCode, .soak] }

  static func main() async throws {
    try await BenchmarkProgram(topics: topics).run(Array(CommandLine.arguments.dropFirst()))
  }
}
