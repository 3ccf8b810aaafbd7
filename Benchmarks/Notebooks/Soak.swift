import Measuring

/// A long day in one notebook: 2,000 cells that declare, redefine and compute.
extension Topic {
  static var soak: Topic {
    Topic(
      name: "soak",
      session: Session(
        cases: [
          Session.Case(name: "cell 500 against cell 5", goals: [.ratio(atMost: 1.25)]),
          Session.Case(name: "cell 2,000 against cell 5", goals: []),
          Session.Case(name: "memory of cells 200 to 2,000", goals: [.megabytes(atMost: 100)]),
        ], rounds: 1, run: session))
  }

  private static func session() async throws -> [String: Session.Observation] {
    let notebook = try Notebook()
    _ = try await notebook.run("import Unroll\nvar sum = 0.0")
    var cells: [Notebook.Timed] = []
    var memory = 0.0
    for number in 1...2000 {
      cells.append(
        try await notebook.run(
          """
          func f\(number % 40)(_ x: Double) -> Double { x * \(number) }
          let t\(number % 50) = Tensor([f\(number % 40)(0.5), 1]).sum()
          sum += t\(number % 50).item()
          sum
          """))
      if number == 200 { memory = try Notebook.memory() }
    }
    let growth = try Notebook.memory() - memory
    await notebook.end()
    let early = Array(cells[4..<25]).median
    let result = cells.lastNumber
    return [
      "cell 500 against cell 5": Session.Observation(
        quantities: ["ratio": Array(cells[489..<510]).median / early], result: result),
      "cell 2,000 against cell 5": Session.Observation(
        quantities: ["ratio": Array(cells[1979..<2000]).median / early], result: result),
      "memory of cells 200 to 2,000": Session.Observation(quantities: ["megabytes": growth / 1e6], result: result),
    ]
  }
}
