/// A window of a text as training takes it: what is read, what is to be predicted, and where the next window begins.
///
/// Ids are time-first: of T steps and B streams, id t B + b is what stream b reads at step t.
package struct TrainingWindow: Sendable, Equatable {
  /// T × B ids.
  package var inputs: [Int32]
  /// The ids that follow those of the last steps: T' × B, 1 ≤ T' ≤ T. Earlier steps are there so that gradients reach
  /// further back than the first prediction.
  package var targets: [Int32]
  /// B
  package var streams: Int
  /// Whether the state before the first step is zero; if not, it is the one that the window before left.
  package var isFirst: Bool
  /// The steps after which the state is the one that the next window begins with, 0 to T.
  package var carriedSteps: Int

  /// A window whose state is carried on from its end.
  package init(inputs: [Int32], targets: [Int32], streams: Int, isFirst: Bool) {
    (self.inputs, self.targets, self.streams, self.isFirst) = (inputs, targets, streams, isFirst)
    carriedSteps = streams > 0 ? inputs.count / streams : 0
  }

  /// T
  package var steps: Int { inputs.count / streams }
  /// T − T'
  package var stepsBeforeTargets: Int { (inputs.count - targets.count) / streams }
}
