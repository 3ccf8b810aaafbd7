/// Where the training of a language model stands, after a step.
public struct LanguageModelProgress: Sendable, CustomStringConvertible {
  /// Steps taken, counted from 1.
  public let step: Int
  /// Steps of the whole training.
  public let steps: Int
  /// The cross-entropy of this step's window before the step, in nats a token.
  public let loss: Double
  /// The same, averaged over the last steps (weights falling by 0.98 a step).
  public let smoothedLoss: Double
  /// The norm of the gradient before clipping.
  public let gradientNorm: Double
  /// Tokens predicted so far.
  public let tokens: Int
  /// Time since training began.
  public let elapsed: Duration

  /// Tokens predicted a second, on average since training began.
  public var tokensPerSecond: Double { seconds > 0 ? Double(tokens) / seconds : 0 }

  /// The time that the remaining steps will take at the pace so far.
  public var remaining: Duration { .seconds(seconds / Double(step) * Double(steps - step)) }

  private var seconds: Double { elapsed / .seconds(1) }

  /// One line: step, loss, tokens a second, time left.
  public var description: String {
    "step \(step)/\(steps)  loss \(fixed(smoothedLoss, 3))  \(Int(tokensPerSecond.rounded())) tokens/s  "
      + "\(TrainingProgress.clock((remaining / .seconds(1)).rounded(.up))) left"
  }
}
