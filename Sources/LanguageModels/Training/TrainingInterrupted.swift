package import NeuralNetworks

/// Why training could not go on, and what is left of it.
package struct TrainingInterrupted: Error, Equatable, CustomStringConvertible {
  /// What happened, in which step and to which parameter.
  package var error: TrainingError
  /// The step of the checkpoint that is whole.
  package var lastGood: Int?

  /// What happened, and what is left.
  package var description: String {
    "\(error); " + (lastGood.map { "the checkpoint of step \($0) stays as it is" } ?? "there is no checkpoint")
  }
}
