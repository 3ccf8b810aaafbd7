/// One thing that is measured, beside the case of the same name in `peers/`.
package struct Case {
  package let name: String
  /// What the times are given for: a call does `units` of these, say 100 steps.
  let unit: String
  let units: Int
  /// Whether to report by how many bytes a unit the first call raises the peak memory of the process.
  let measuresMemory: Bool
  let goals: [Goal]
  /// Builds what the calls work on; not timed.
  let prepare: () -> Work

  package init(
    name: String, unit: String = "call", units: Int = 1, measuresMemory: Bool = false, goals: [Goal],
    prepare: @escaping () -> Work
  ) {
    self.name = name
    self.unit = unit
    self.units = units
    self.measuresMemory = measuresMemory
    self.goals = goals
    self.prepare = prepare
  }
}

/// A prepared case.
package struct Work {
  /// One call.
  let run: () -> Void
  /// A number that depends on all that a call has computed; every peer must come to the same one.
  let result: () -> Double

  package init(run: @escaping () -> Void, result: @escaping () -> Double) {
    self.run = run
    self.result = result
  }
}
