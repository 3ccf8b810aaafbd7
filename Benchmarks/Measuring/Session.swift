/// Cases that one run measures together, because they are about what becomes of something over time: a notebook's cells.
package struct Session {
  /// What is reported of the run.
  package struct Case {
    package let name: String
    let goals: [Goal]

    package init(name: String, goals: [Goal]) {
      self.name = name
      self.goals = goals
    }
  }

  /// What a run has found of one case.
  package struct Observation {
    /// Seconds, one for each time that it was measured; empty where something else counts.
    let seconds: [Double]
    /// Other quantities, by the names that goals know them by: `ratio`, `megabytes`.
    let quantities: [String: Double]
    /// A number that depends on what was computed; every peer must come to the same one.
    let result: Double

    package init(seconds: [Double] = [], quantities: [String: Double] = [:], result: Double) {
      self.seconds = seconds
      self.quantities = quantities
      self.result = result
    }
  }

  let cases: [Case]
  /// How often `peers/compare.py` runs it.
  let rounds: Int
  /// The whole run; what it has found, by the case's name.
  let run: () async throws -> [String: Observation]

  package init(cases: [Case], rounds: Int, run: @escaping () async throws -> [String: Observation]) {
    self.cases = cases
    self.rounds = rounds
    self.run = run
  }
}

extension Session.Observation {
  func json(name: String) -> String {
    var fields = [#""case":"\#(name)""#]
    if !seconds.isEmpty {
      let samples = Samples(calls: 1, seconds: seconds)
      for (field, fraction) in [("us", 0.5), ("q1", 0.25), ("q3", 0.75)] {
        fields.append(#""\#(field)":\#(samples.quantile(fraction) * 1e6)"#)
      }
      fields.append(#""samples":\#(seconds.count)"#)
    }
    for (quantity, value) in quantities.sorted(by: { $0.key < $1.key }) { fields.append(#""\#(quantity)":\#(value)"#) }
    return "{" + (fields + [#""result":\#(result)"#]).joined(separator: ",") + "}"
  }
}
