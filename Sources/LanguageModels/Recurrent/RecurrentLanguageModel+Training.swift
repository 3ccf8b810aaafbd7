import Autograd
public import NeuralNetworks

extension RecurrentLanguageModel {
  /// Trains the model on `tokens` by truncated back-propagation through time: the tokens are cut into `streams` parallel
  /// streams, read `window` steps at a time; each window is one step of the optimiser on the mean cross-entropy of its
  /// tokens, and its final state, without history, is carried to the next.
  ///
  /// - Parameters:
  ///   - optimizer: keeps what it remembers for the next call; `afterStep` may change its learning rate.
  ///   - streams: B. A text of less than B + 1 tokens is an error.
  ///   - window: T, the number of steps that gradients reach back.
  ///   - epochs: how often the text is read.
  ///   - maximumGradientNorm: gradients are scaled down to this norm; not at all if nil.
  ///   - afterStep: sees the progress after every step and says whether to go on.
  /// - Returns: the progress after the last step.
  /// - Throws: `TextError.tooFewTokens`, `SequenceError.outsideVocabulary` before the first step; `TrainingError` with the
  ///   step at which the loss or a gradient was not finite, the model being as it was before that step.
  @discardableResult
  public mutating func train<Rule: Optimizer>(
    on tokens: [Int], with optimizer: inout Rule, streams: Int = 32, window: Int = 35, epochs: Int = 1,
    maximumGradientNorm: Double? = 1,
    afterStep: (LanguageModelProgress, inout Rule) throws -> TrainingDecision = { _, _ in .proceed }
  ) throws -> LanguageModelProgress? {
    require(
      streams > 0 && window > 0 && epochs >= 0,
      "train: \(streams) streams, windows of \(window) and \(epochs) epochs; streams and windows must be positive")
    if tokens.count < streams + 1 {
      throw TextError.tooFewTokens(count: tokens.count, needed: streams + 1, part: .training)
    }
    if let position = tokens.firstIndex(where: { !vocabulary.types.indices.contains($0) }) {
      throw SequenceError.outsideVocabulary(
        id: tokens[position], position: position, vocabularySize: vocabulary.count)
    }
    let windows = TokenStreams(tokens: tokens, streams: streams, window: window)
    let batches = (0..<epochs).lazy.flatMap { _ in windows }
    var states: [Cell.State]?
    var (predicted, smoothed) = (0, 0.0)
    var last: LanguageModelProgress?
    try NeuralNetworks.train(
      &self, on: batches, with: &optimizer, maximumGradientNorm: maximumGradientNorm
    ) { model, window in
      let (hidden, final) = model.recurrent(model.embedding(window.inputs), from: window.isFirst ? nil : states)
      states = final.detach()
      predicted += window.targets.count
      return model.output.crossEntropy(hidden, targets: window.targets)
    } afterStep: { step, _, optimizer in
      // An average over fewer steps than its memory is long is corrected for its beginning at zero.
      smoothed = 0.98 * smoothed + 0.02 * step.loss
      let progress = LanguageModelProgress(
        step: step.number, steps: windows.layout.count * epochs, loss: step.loss,
        smoothedLoss: smoothed / (1 - exponential(Double(step.number) * logarithm(0.98))),
        gradientNorm: step.gradientNorm, tokens: predicted, elapsed: step.elapsed)
      last = progress
      return try afterStep(progress, &optimizer)
    }
    return last
  }
}
