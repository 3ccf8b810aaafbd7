/// What an optimiser remembers of one parameter of `.float32`.
package struct OptimizerMemory: Sendable, Equatable {
  /// Which of the things that it remembers, as `velocity`.
  package let slot: String
  /// The parameter's name.
  package let parameter: String
  /// A number for each of the parameter's.
  package let values: [Float]

  package init(slot: String, parameter: String, values: [Float]) {
    (self.slot, self.parameter, self.values) = (slot, parameter, values)
  }
}

/// An optimiser that can be put aside and taken up again to the bit.
package protocol ResumableOptimizer: Optimizer {
  /// What it remembers of parameters of `.float32`, in the order of their names.
  var memory: [OptimizerMemory] { get }

  /// Makes it remember this and nothing else, after `steps` steps.
  mutating func restore(_ memory: [OptimizerMemory], steps: Int)
}
