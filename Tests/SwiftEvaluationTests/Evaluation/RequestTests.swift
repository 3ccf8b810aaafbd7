import NotebookDisplay
import Testing

@testable import SwiftEvaluation

@Suite(.serialized) struct RequestTests {
  @Test func librariesAskForGlobals() async throws {
    let notebook = try TestNotebook()
    try await notebook.value("func twice(_ x: Double) -> Double { 2 * x }\nlet rate = 0.5")
    try await notebook.value(
      """
      func twice(_ x: Double) -> Double { 2 * x + 1 }
      let queries = [GlobalQuery(name: "twice", type: "(Double) -> Double"), GlobalQuery(name: "rat"),
        GlobalQuery(name: "rate", type: "String")]
      for global in Notebook.globals(queries) ?? [] {
        switch global {
        case .found(let value, let source): print((value as? (Double) -> Double)?(3) ?? -1, source)
        case .missing(let nearest): print("missing", nearest ?? "-")
        case .mismatched(let reason, let source): print(reason, source)
        }
      }
      """)
    #expect(
      notebook.printed() == """
        7.0 func twice(_ x: Double) -> Double { 2 * x + 1 }
        missing rate
        cannot convert value of type 'Double' to type 'String' in coercion let rate = 0.5

        """)
    await notebook.evaluator.shutdown()
  }

  @Test func librariesAskForAllVariablesOfAType() async throws {
    let notebook = try TestNotebook()
    try await notebook.value(
      """
      import Unroll
      let a = Tensor([1, 2]), number = 3
      var b = a + 1
      func offered() -> String {
        (Notebook.variables(of: Tensor.self) ?? []).map { "\\($0.name) \\($0.value[0].item())" }.joined(separator: ", ")
      }
      """)
    let seen = try await notebook.value("let early = b * 2\nb = a + 10\nlet found = offered()\nlet late = b * 3\nfound")
    #expect(seen == "\"a 1.0, b 11.0, early 4.0\"")
    #expect(try await notebook.value("offered()") == "\"a 1.0, b 11.0, early 4.0, late 33.0\"")
    let graph = try await notebook.value(
      """
      let U = Tensor([3.0, 4.0], requiresGrad: true)
      let h1 = (U * 2).relu(), L = h1.sum()
      try computationGraph(of: L).nodes.flatMap(\\.names)
      """)
    #expect(graph == "[\"U\", \"h1\", \"L\"]")
    await notebook.evaluator.shutdown()
  }

  @Test func replayLeavesTheNotebookAlone() async throws {
    let notebook = try TestNotebook()
    try await notebook.value("var calls = 0\nfunc step(_ x: Double) -> Double { calls += 1; return x * 2 }")
    let cells = ["let x1 = 1.0\nlet h1 = step(x1)", "let h2: [Double] = [step(h1), rate]"]
    let replay = Replay(cells: cells, bindings: ["x1": "10.0", "rate": "0.5"], wanted: ["h2", "calls", "nothing"])
    for _ in 1...2 {
      let results = try await notebook.evaluator.replay(replay)
      guard case .values(let values)? = results.first else { return #expect(Bool(false), "\(results)") }
      #expect(values.map(\.name) == ["h2", "calls"] && values.map(\.json) == ["[40.0,0.5]", "2"])
      #expect(values.first?.type == "[Double]")
    }
    guard
      case .crashed(0, let late)? = try await notebook.evaluator.replay(
        Replay(cells: ["while true {}"], wanted: [], count: 5, timeLimit: .milliseconds(200))
      ).first
    else { return #expect(Bool(false)) }
    #expect(late.cause == .timeLimit)
    guard
      case .crashed(1, let trap)? = try await notebook.evaluator.replay(
        Replay(cells: ["let a = [1]", "print(a[calls + 3])"], wanted: [])
      ).first
    else { return #expect(Bool(false)) }
    #expect(trap.sentence == "Index out of range" && trap.frames == [.init(cell: "replayed cell 2", line: 1)])
    guard
      case .compileError(0, _)? = try await notebook.evaluator.replay(
        Replay(cells: ["let x1 = 1"], bindings: ["x1": "nowhere"], wanted: [])
      ).first
    else { return #expect(Bool(false)) }
    #expect(try await notebook.value("calls") == "0")
    #expect(try await notebook.evaluator.variables() == [.init(name: "calls", type: "Int")])
    #expect(await notebook.evaluator.declarations.contains("func step(_ x: Double)"))
    await notebook.evaluator.shutdown()
  }

  @Test func manyRunsOfOneReplay() async throws {
    let notebook = try TestNotebook()
    try await notebook.value("let table = [4, 5, 6, 7, 8, 9]")
    var replay = Replay(
      setup: "var turn = 0", cells: ["let y = x * 10", "print(y)\nlet z = y == 70 ? table[10] : y + 1"],
      bindings: ["x": "table[turn]"], wanted: ["z"], advance: "turn += 1", count: 6)
    func answers(_ replay: Replay) async throws -> [String] {
      try await notebook.evaluator.replay(replay).map { result in
        switch result {
        case .values(let values): values.first?.json ?? "-"
        case .crashed(let cell, let report): "\(cell ?? -1) \(report.sentence)"
        case .compileError: "does not compile"
        }
      }
    }
    #expect(try await answers(replay) == ["41", "51", "61", "1 Index out of range", "81", "91"])
    replay.cells[1] = "let z = table[y]"
    #expect(try await answers(replay) == [String](repeating: "1 Index out of range", count: 3))
    replay.cells[1] = "let z = nothing"
    #expect(try await answers(replay) == ["does not compile"])
    #expect(try await notebook.value("table.count") == "6")
    await notebook.evaluator.shutdown()
  }
}
