import Measuring

/// The benchmarks of the libraries; `BenchmarkProgram` has the commands.
@main
enum Program {
  static var topics: [Topic] { [.lab, .graph, .growth] + Topic.recurrent + Topic.languageModels }

  static func main() async throws {
    try await BenchmarkProgram(topics: topics).run(Array(CommandLine.arguments.dropFirst()))
  }
}
