package import NeuralNetworks

/// A recurrent language model that learns window by window: what `TrainingRun` drives, and `unroll sample` reads from.
///
/// The same configuration, seed and calls give the same bits on one machine; so does a model that went through `snapshot`
/// and `restore` in between.
package protocol TrainableLanguageModel: ~Copyable {
  /// A model with random parameters that the seed decides, which has taken no step.
  init(_ configuration: NetworkConfiguration, optimizer: OptimizerConfiguration, seed: UInt64)

  /// What the model is made of.
  var configuration: NetworkConfiguration { get }

  /// One step of training on one window: forward from the state that the window before left, back-propagation through
  /// the window, clipping of the common norm as torch's `clip_grad_norm_`, one update.
  ///
  /// - Parameters:
  ///   - window: has as many streams as all windows from one `isFirst` to the next.
  ///   - checkpointing: what may be held of the window; a limit is at least `leastActivationMemory`.
  ///   - maximumGradientNorm: no clipping where nil.
  /// - Returns: the mean cross-entropy of the window's targets before the update, in nats a token, and the gradient's
  ///   norm before clipping.
  /// - Throws: where the loss or a gradient is not finite; then nothing has changed. `step` counts updates from 1.
  mutating func train(
    _ window: TrainingWindow, checkpointing: ActivationCheckpointing, learningRate: Double, maximumGradientNorm: Double?
  ) throws(TrainingError) -> (loss: Double, gradientNorm: Double)

  /// The smallest limit of bytes that windows of so many steps and streams can be trained within.
  func leastActivationMemory(steps: Int, streams: Int) -> Int

  /// Σ −ln p over the targets, in nats, without dropout, from a state of its own that is zero where `isFirst` and goes on
  /// from the call before elsewhere. Learns nothing and disturbs no state of training.
  mutating func evaluate(inputs: [Int32], targets: [Int32], streams: Int, isFirst: Bool) -> Double

  /// Everything that an exact resume needs.
  func snapshot() -> TrainingSnapshot

  /// Makes the model what it was when `snapshot` was taken. A snapshot that has only parameters is one of a model that
  /// has taken no step.
  mutating func restore(_ snapshot: TrainingSnapshot) throws(SnapshotError)

  /// Begins to read a sequence: from the zero state, without dropout.
  mutating func beginReading()

  /// Reads one token and returns the V scores (logarithms of unnormalised probabilities) of the token after it.
  mutating func read(_ token: Int32) -> [Float]
}
