/// Where a training stands, for the person who waits for it.
package struct TrainingProgress: Sendable, CustomStringConvertible {
  /// Steps taken, and those of the whole run where that is known.
  package let step: Int
  package let steps: Int?
  /// Epochs begun, with the fraction of the one that is under way.
  package let epoch: Double
  /// The mean loss of the last steps (weights falling by 0.98 a step), in nats a token.
  package let loss: Double
  /// The last validation.
  package let validation: TrainingPosition.Validation?
  /// Tokens predicted a second, since this process began.
  package let tokensPerSecond: Double
  /// Seconds that are left at this pace.
  package let secondsLeft: Double?
  /// Whether tokens are characters.
  package let isByCharacters: Bool

  /// One line: step, loss, perplexity or bits per character, tokens a second, time left.
  package var description: String {
    var parts = ["step \(step)" + (steps.map { "/\($0)" } ?? ""), "epoch \(fixed(epoch, 2))", "loss \(fixed(loss, 3))"]
    parts.append(Self.measure(loss, isByCharacters: isByCharacters))
    if let validation { parts.append("held out \(fixed(validation.loss, 3))") }
    parts.append("\(Int(tokensPerSecond.rounded())) tokens/s")
    if let secondsLeft { parts.append("\(Self.clock(secondsLeft)) left") }
    return parts.joined(separator: "  ")
  }

  /// A loss in the measure of its field: bits for characters, perplexity for words.
  package static func measure(_ loss: Double, isByCharacters: Bool) -> String {
    isByCharacters ? "\(fixed(loss / logarithm(2), 3)) bits/char" : "perplexity \(fixed(exponential(loss), 2))"
  }

  /// Seconds as minutes and seconds, or hours, minutes and seconds.
  package static func clock(_ seconds: Double) -> String {
    let whole = Int(min(max(seconds.rounded(), 0), 1e9))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return whole < 3600
      ? "\(whole / 60):\(two(whole % 60))" : "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))"
  }
}

/// How fast a run goes, since its process began.
struct TrainingPace {
  private let first: TrainingPosition
  private var smoothed = 0.0
  private var weight = 0.0

  init(_ position: TrainingPosition) { first = position }

  mutating func note(_ position: TrainingPosition, loss: Double) {
    smoothed = 0.98 * smoothed + 0.02 * loss
    weight = 0.98 * weight + 0.02
  }

  func progress(
    _ position: TrainingPosition, _ plan: TrainingPlan, steps: Int?, windows: Int, _ vocabulary: Vocabulary
  ) -> TrainingProgress {
    let seconds = position.seconds - first.seconds
    let done = position.step - first.step
    let bySteps = steps.map { Double($0 - position.step) * seconds / Double(max(done, 1)) }
    let byClock = plan.minutes.map { max(60 * $0 - position.seconds, 0) }
    return TrainingProgress(
      step: position.step, steps: steps, epoch: Double(position.epoch) + Double(position.window) / Double(windows),
      loss: smoothed / weight, validation: position.last,
      tokensPerSecond: seconds > 0 ? Double(position.tokens - first.tokens) / seconds : 0,
      secondsLeft: [bySteps, byClock].compactMap(\.self).min(), isByCharacters: vocabulary.tokenization == .characters)
  }
}
