/// Where a training stands: with the model's snapshot, all that the next step depends on.
package struct TrainingPosition: Sendable, Equatable {
  /// What a validation found.
  package struct Validation: Sendable, Equatable {
    /// Steps taken before it.
    package var step: Int
    /// Nats a token over the held-out part.
    package var loss: Double

    package init(step: Int, loss: Double) { (self.step, self.loss) = (step, loss) }
  }

  /// Steps taken.
  package var step = 0
  /// Epochs finished.
  package var epoch = 0
  /// The next window of this epoch.
  package var window = 0
  /// Tokens predicted.
  package var tokens = 0
  /// Seconds of training, over all resumes. Only a limit in minutes depends on it.
  package var seconds = 0.0
  /// The best validation so far.
  package var best: Validation?
  /// The last validation.
  package var last: Validation?
  /// Validations since the best one.
  package var sinceBest = 0
  /// Validations so far that were no better than the best before.
  package var decays = 0
  /// Σ of the steps' losses since the last line of the log, and their number.
  package var lossSum = 0.0
  package var lossCount = 0
  /// Bytes of the log that belong to the steps taken.
  package var logLength = 0

  package init() {}

  /// Notes a validation: the best so far, or one more that was not.
  mutating func note(_ validation: Validation) {
    last = validation
    if let best, validation.loss >= best.loss {
      sinceBest += 1
      decays += 1
    } else {
      best = validation
      sinceBest = 0
    }
  }
}
