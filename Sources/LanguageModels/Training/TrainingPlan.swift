/// How a language model is to be trained: everything that is chosen before the first step and not part of the model.
package struct TrainingPlan: Sendable, Equatable {
  /// B, the streams that are read side by side.
  package var streams = 32
  /// k₁, the steps from one update to the next.
  package var window = 64
  /// k₂ ≥ k₁, the steps that the gradient of an update's last prediction reaches back, in truncated back-propagation
  /// through time as R. J. Williams and J. Peng have it (Neural Computation 2, 1990, 490–501: h = k₂, h' = k₁). Each
  /// prediction counts once; with k₂ > k₁ the steps before are run again, with the parameters of now.
  /// As far as `window` where nil.
  package var reach: Int?
  /// What is held of a window.
  package var checkpointing = ActivationCheckpointing.none
  /// How often the text is read; no limit where nil.
  package var epochs: Int?
  /// Updates; no limit where nil.
  package var steps: Int?
  /// Minutes of training, counted over all resumes; no limit where nil.
  package var minutes: Double?
  /// η₀
  package var learningRate = 2e-3
  /// How the learning rate goes on.
  package var schedule = LearningRateSchedule.constant
  /// Steps in which the learning rate rises evenly to its value.
  package var warmupSteps = 0
  /// Gradients are scaled down to this common norm; not at all where nil.
  package var maximumGradientNorm: Double? = 1
  /// Steps from one validation to the next; at the end of each epoch where nil.
  package var validationInterval: Int?
  /// Streams of a validation: each loses the context of its first token.
  package var validationStreams = 16
  /// Validations in a row without a new best after which training ends; never where nil.
  package var patience: Int?
  /// Steps from one line of the log to the next.
  package var logInterval = 50
  /// Steps from one checkpoint to the next, besides those at validations and at the end.
  package var checkpointInterval: Int?
  /// Decides the first weights and what dropout leaves out.
  package var seed: UInt64 = 1

  package init() {}

  /// Checks that every number makes sense, by itself and beside the others.
  package func check() throws(TrainingPlanError) {
    let positive: [(String, Int?)] = [
      ("streams", streams), ("sequence length", window), ("validation interval", validationInterval),
      ("validation streams", validationStreams), ("patience", patience), ("log interval", logInterval),
      ("checkpoint interval", checkpointInterval),
    ]
    for (name, value) in positive {
      if let value, value < 1 { throw .range(name, Double(value), allowed: "an integer from 1 on") }
    }
    for (name, value) in [("epochs", epochs), ("steps", steps), ("warm-up steps", warmupSteps)] {
      if let value, value < 0 { throw .range(name, Double(value), allowed: "an integer from 0 on") }
    }
    if let minutes, !(minutes > 0 && minutes.isFinite) {
      throw .range("minutes", minutes, allowed: "a finite number above 0")
    }
    if let reach, reach < window {
      throw .range("reach of gradients", Double(reach), allowed: "at least the sequence length, \(window)")
    }
    if epochs == nil && steps == nil && minutes == nil { throw .noLimit }
    if !(learningRate > 0 && learningRate.isFinite) {
      throw .range("learning rate", learningRate, allowed: "a finite number above 0")
    }
    if let maximumGradientNorm, !(maximumGradientNorm > 0 && maximumGradientNorm.isFinite) {
      throw .range("clipping norm", maximumGradientNorm, allowed: "a finite number above 0")
    }
    switch schedule {
    case .constant: break
    case .plateau(let factor):
      if !(factor > 0 && factor < 1) { throw .range("decay factor", factor, allowed: "between 0 and 1") }
    case .cosine(let minimum):
      if !(minimum >= 0 && minimum <= 1) { throw .range("minimum of the cosine", minimum, allowed: "from 0 to 1") }
      if epochs == nil && steps == nil { throw .cosineByTheClock }
    case .step(let every, let factor):
      if every < 1 { throw .range("epochs of a step of the schedule", Double(every), allowed: "an integer from 1 on") }
      if !(factor > 0 && factor <= 1) { throw .range("decay factor", factor, allowed: "above 0 and at most 1") }
    }
  }

  /// Checks that the plan fits the parts of a text.
  package func check(trainingTokens: Int, heldOutTokens: Int) throws(TrainingPlanError) {
    if streams + 1 > trainingTokens { throw .tooManyStreams(streams, tokens: trainingTokens) }
    let length = WindowLayout(tokens: trainingTokens, streams: streams, window: window).streamLength
    if windowSteps > length {
      throw .windowTooLong(windowSteps, streamLength: length, tokens: trainingTokens, streams: streams)
    }
    if heldOutTokens == 0 {
      if patience != nil { throw .needsHeldOut("early stop by patience") }
      if case .plateau = schedule { throw .needsHeldOut("decay of the learning rate by validation") }
    }
  }
}

extension TrainingPlan {
  /// The steps that an update runs.
  package var windowSteps: Int { reach ?? window }

  /// Checks that what is held of a window has room.
  package func check(leastActivationMemory least: Int) throws(TrainingPlanError) {
    if case .limit(let bytes) = checkpointing, bytes < least { throw .activationLimit(bytes, least: least) }
  }
}

/// Why a language model cannot be trained so.
package enum TrainingPlanError: Error, Equatable, CustomStringConvertible {
  /// A number is out of its range.
  case range(String, Double, allowed: String)
  /// Nothing says when training ends.
  case noLimit
  /// The cosine needs to know the number of steps.
  case cosineByTheClock
  /// More streams than there are tokens to predict.
  case tooManyStreams(Int, tokens: Int)
  /// A window is longer than a stream.
  case windowTooLong(Int, streamLength: Int, tokens: Int, streams: Int)
  /// Not even single steps fit into so many bytes.
  case activationLimit(Int, least: Int)
  /// Something depends on validations, and nothing is held out.
  case needsHeldOut(String)

  /// What is wrong, and what would be right.
  package var description: String {
    switch self {
    case .range(let name, let value, let allowed):
      let number = value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
      return "the \(name) is \(number); it must be \(allowed)"
    case .noLimit:
      return "nothing says when training ends; give a number of epochs, steps or minutes"
    case .cosineByTheClock:
      return "a cosine schedule needs to know the number of steps; give epochs or steps, with or without minutes"
    case .tooManyStreams(let streams, let tokens):
      return "a batch of \(streams) is larger than the data: the part of the text to learn from has \(tokens) tokens, "
        + "enough for a batch of at most \(max(tokens - 1, 0))"
    case .windowTooLong(let window, let length, let tokens, let streams):
      return "a sequence of \(window) is longer than the text: \(tokens) tokens in \(streams) "
        + "\(streams == 1 ? "stream" : "streams") make streams of \(length); "
        + "take sequences of at most \(length), or a smaller batch"
    case .activationLimit(let bytes, let least):
      return "\(ActivationCheckpointing.limit(bytes: bytes)) do not hold even one step of a window of this model; "
        + "\(ActivationCheckpointing.limit(bytes: (least + 999) / 1000 * 1000)) do"
    case .needsHeldOut(let what):
      return "\(what) needs a held-out part of the text; hold out a fraction above 0"
    }
  }
}
