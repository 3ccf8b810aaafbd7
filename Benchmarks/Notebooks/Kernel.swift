import Foundation
import Measuring

/// Cells as a learner runs them. The peer is the REPL of LLDB: `peers/lldb_kernel.py` runs the cells of `cells.txt` too.
extension Topic {
  static var kernel: Topic {
    Topic(
      name: "kernel",
      starts: [
        StartCase(
          name: "process start to first cell's result", command: "first-cell", goals: [.milliseconds(atMost: 1500)]
        ) {
          let notebook = try Notebook()
          let number = [try await notebook.run("40 + 2")].lastNumber
          await notebook.end()
          return number
        }
      ],
      session: Session(
        cases: [
          Session.Case(name: "import Foundation", goals: [.faster(than: "lldb", times: 1)]),
          Session.Case(name: "cell of plain Swift", goals: [.faster(than: "lldb", times: 1)]),
          Session.Case(name: "cell that uses the libraries", goals: [.microseconds(atMost: 250_000)]),
          Session.Case(name: "all but the compiler's part of it", goals: [.microseconds(atMost: 30_000)]),
          Session.Case(name: "what 1 GB of tensors adds to a cell", goals: [.microseconds(atMost: 50_000)]),
          Session.Case(name: "cell that rewrites 1 GB", goals: []),
        ], rounds: 3, run: session))
  }

  private static func session() async throws -> [String: Session.Observation] {
    let notebook = try Notebook()
    var found: [String: Session.Observation] = [:]
    _ = try await notebook.run("1 + 1")
    found["import Foundation"] = Session.Observation(
      seconds: [try await notebook.run("import Foundation").seconds], result: 0)

    var plain: [Notebook.Timed] = []
    let cells = try String(contentsOfFile: "Benchmarks/Notebooks/cells.txt", encoding: .utf8)
    for cell in cells.components(separatedBy: "\n\n") { plain.append(try await notebook.run(cell)) }
    found["cell of plain Swift"] = Session.Observation(seconds: plain.map(\.seconds), result: plain.lastNumber)

    _ = try await notebook.run("import Unroll")
    var steps: [Notebook.Timed] = []
    for step in 1...20 {
      steps.append(
        try await notebook.run(
          """
          let u\(step) = Tensor([[0.5, 0.25], [0.125, \(step)]], requiresGrad: true)
          let loss\(step) = u\(step).mv(Tensor([1, 2])).relu().sum()
          loss\(step).backward()
          loss\(step).item()
          """))
    }
    found["cell that uses the libraries"] = Session.Observation(seconds: steps.map(\.seconds), result: steps.lastNumber)
    found["all but the compiler's part of it"] = Session.Observation(
      seconds: steps.map(\.ownSeconds), result: steps.lastNumber)

    let before = try await notebook.run("1 + 1", times: 9)
    _ = try await notebook.run("let tensors = (0..<8).map { _ in Tensor.ones([4096, 8192]) }")
    let after = try await notebook.run("1 + 1", times: 9)
    found["what 1 GB of tensors adds to a cell"] = Session.Observation(
      seconds: [max(0, after.median - before.median)], result: after.lastNumber)
    await notebook.end()

    let other = try Notebook()
    _ = try await other.run("var numbers = [Float](repeating: 1, count: 1 << 28)")
    let rewritten = try await other.run("for index in numbers.indices { numbers[index] += 1 }\nnumbers[7]")
    found["cell that rewrites 1 GB"] = Session.Observation(
      seconds: [rewritten.seconds], quantities: ["megabytes": try Notebook.memory() / 1e6],
      result: [rewritten].lastNumber)
    await other.end()
    return found
  }
}
