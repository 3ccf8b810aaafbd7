import Foundation
import Measuring

/// How fast the code of a cell is: that of the compiler that stays, with its own order of the optimiser's passes, as a
/// multiple of the command's time, with `-O`. The programs are those of `programs.txt`; each runs in a cell.
extension Topic {
  static var optimizedCode: Topic {
    Topic(
      name: "optimized-code",
      session: Session(
        cases: ((try? programs()) ?? []).map { Session.Case(name: "cell's code: \($0.name)", goals: []) } + [
          Session.Case(name: median, goals: [.ratio(atMost: 1.1)])
        ], rounds: 1, run: session))
  }

  private static let median = "cell's code: the median program"

  /// Each begins with a comment that is its name, and has a function `work()`.
  private static func programs() throws -> [(name: String, source: String)] {
    let text = try String(contentsOfFile: "Benchmarks/Notebooks/programs.txt", encoding: .utf8)
    return text.components(separatedBy: "\n\n").map { program in
      (name: String(program.prefix { $0 != "\n" }.dropFirst(3)), source: program)
    }
  }

  private static func session() async throws -> [String: Session.Observation] {
    let notebooks = [try Notebook(), try Notebook(staysCompiling: false)]
    for notebook in notebooks {
      _ = try await notebook.run(
        """
        func fastest(_ work: () -> Double) -> Double {
          (0..<9).map { _ in ContinuousClock().measure { _ = work() } / .microseconds(1) }.min() ?? .nan
        }
        """)
    }
    var found: [String: Session.Observation] = [:]
    var ratios: [Double] = []
    for program in try programs() {
      var times: [Double] = []
      var results: [Double] = []
      for notebook in notebooks {
        _ = try await notebook.run(program.source)
        results.append(try await [notebook.run("work()")].lastNumber)
      }
      guard results[0] == results[1] else { throw Notebook.Failure(description: "\(program.name): \(results)") }
      // The two in turn, and each one's best: the machine may have other things to do.
      for notebook in notebooks + notebooks {
        times.append(try await [notebook.run("fastest(work)")].lastNumber)
      }
      let ratio = min(times[0], times[2]) / min(times[1], times[3])
      ratios.append(ratio)
      found["cell's code: \(program.name)"] = Session.Observation(quantities: ["ratio": ratio], result: results[0])
    }
    found[median] = Session.Observation(quantities: ["ratio": ratios.sorted()[ratios.count / 2]], result: 0)
    for notebook in notebooks { await notebook.end() }
    return found
  }
}
