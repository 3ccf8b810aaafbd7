import NeuralNetworks
import WholeFiles

/// The training of a language model, from its first step or from a checkpoint to its end.
///
/// A run that is stopped at any moment and resumed takes the same steps, to the bit, as one that is not: each step depends
/// only on the model's snapshot, the plan, the text and the `TrainingPosition`, and a checkpoint has them all. (A limit in
/// minutes ends a run where the clock says.)
package struct TrainingRun<Model: TrainableLanguageModel & ~Copyable>: ~Copyable {
  /// Why a run ended.
  package enum End: Sendable, Equatable {
    /// The epochs, steps or minutes of the plan are over.
    case limit
    /// No new best validation for as long as the plan waits.
    case patience
    /// It was asked to stop.
    case interruption
  }

  /// The model, as it is after the last step.
  package var model: Model
  /// Where training stands.
  package private(set) var position: TrainingPosition
  /// What was chosen before the first step.
  package let plan: TrainingPlan
  /// The text.
  package let corpus: MappedCorpus

  private let optimizer: OptimizerConfiguration
  private let folder: CheckpointFolder
  private let training: TokenWindows
  private let heldOut: TokenWindows?
  private var log: TrainingLog
  private var curve: LearningCurve
  private var lastSave: ContinuousClock.Instant
  private var savedStep: Int?

  /// A new run, whose first checkpoint is written at once: a folder that cannot be written is found before an hour's work.
  ///
  /// - Parameters:
  ///   - weights: the first parameters, of the network's names and shapes; drawn from the plan's seed where nil.
  /// - Throws: `CheckpointError`, `TrainingPlanError`, `SnapshotError`.
  package static func begin(
    _ network: NetworkConfiguration, optimizer: OptimizerConfiguration, plan: TrainingPlan, corpus: MappedCorpus,
    folder: CheckpointFolder, weights: TrainingSnapshot? = nil
  ) throws -> TrainingRun {
    try plan.check(trainingTokens: corpus.training.count, heldOutTokens: corpus.heldOut.count)
    var model = Model(network, optimizer: optimizer, seed: plan.seed)
    try plan.check(leastActivationMemory: model.leastActivationMemory(steps: plan.windowSteps, streams: plan.streams))
    if let weights { try model.restore(weights) }
    var run = try TrainingRun(model, TrainingPosition(), optimizer, plan, corpus, folder)
    try run.save(isBest: false)
    return run
  }

  /// A run that goes on from a checkpoint.
  ///
  /// - Parameters:
  ///   - plan: the checkpoint's, or one with other limits.
  /// - Throws: `CheckpointError`, `TrainingPlanError`, `SnapshotError`.
  package static func resume(
    _ description: CheckpointDescription, _ snapshot: TrainingSnapshot, plan: TrainingPlan, corpus: MappedCorpus,
    folder: CheckpointFolder
  ) throws -> TrainingRun {
    try plan.check(trainingTokens: corpus.training.count, heldOutTokens: corpus.heldOut.count)
    var model = Model(description.network, optimizer: description.optimizer, seed: description.plan.seed)
    try model.restore(snapshot)
    var run = try TrainingRun(model, description.position, description.optimizer, plan, corpus, folder)
    // A kill between the two descriptions of one save leaves the best one behind the latest.
    let step = run.position.step
    if run.position.best?.step == step, (try? folder.description(.best))?.position.step != step {
      try run.save(isBest: true)
    }
    return run
  }

  private init(
    _ model: consuming Model, _ position: TrainingPosition, _ optimizer: OptimizerConfiguration, _ plan: TrainingPlan,
    _ corpus: MappedCorpus, _ folder: CheckpointFolder
  ) throws {
    let log: TrainingLog
    do {
      try Folder.make(folder.path)
      log = try TrainingLog(folder.file(TrainingLog.fileName), keeping: position.logLength)
    } catch {
      throw CheckpointError.notSaved(error, lastGood: nil)
    }
    self.model = model
    self.position = position
    self.position.logLength = log.length
    self.log = log
    self.optimizer = optimizer
    self.plan = plan
    self.corpus = corpus
    self.folder = folder
    training = TokenWindows(
      corpus.tokens, corpus.training, streams: plan.streams, window: plan.window, reach: plan.reach)
    heldOut =
      corpus.heldOut.isEmpty
      ? nil
      : TokenWindows(
        corpus.tokens, corpus.heldOut, streams: min(plan.validationStreams, corpus.heldOut.count - 1),
        // The state is carried, so that shorter windows lose nothing, and need little memory.
        window: min(plan.window, 64))
    curve = LearningCurve(TrainingLog.records(folder.file(TrainingLog.fileName)))
    lastSave = .now
    savedStep = nil
  }

  /// S, the steps after which the plan's epochs or steps are over; nil where only the clock limits the run.
  package var steps: Int? {
    [plan.steps, plan.epochs.map { $0 * training.layout.count }].compactMap(\.self).min()
  }

  /// Windows of an epoch.
  package var windowsPerEpoch: Int { training.layout.count }

  /// Trains until the plan's limits, its patience, or `isInterrupted` say that it is enough.
  ///
  /// - Parameters:
  ///   - isInterrupted: asked after each step; the step is finished and saved.
  ///   - report: sees the progress after each step and each validation.
  /// - Throws: `TrainingInterrupted` where the loss or a gradient is not finite: the last good checkpoint stays;
  ///   `CheckpointError.notSaved`; `CorpusError` where the text changed or was cut off meanwhile: what has been learnt is
  ///   saved first.
  package mutating func run(
    isInterrupted: () -> Bool, report: (TrainingProgress) -> Void
  ) throws -> End {
    var pace = TrainingPace(position)
    while !isAtLimit {
      let start = ContinuousClock.now
      let result = try stepOrSave()
      let endsEpoch = position.window == 0
      if position.step % plan.logInterval == 0 { try logSteps(result) }
      position.seconds += (ContinuousClock.now - start) / .seconds(1)
      let isValidated = plan.validationInterval.map { position.step % $0 == 0 } ?? endsEpoch
      if isValidated && heldOut != nil { try validate() }
      pace.note(position, loss: result.loss)
      report(pace.progress(position, plan, steps: steps, windows: windowsPerEpoch, corpus.vocabulary))
      if let patience = plan.patience, position.sinceBest >= patience, isValidated {
        return try end(.patience)
      }
      if isInterrupted() { return try end(.interruption) }
      if !isValidated, isSaveDue { try save(isBest: false) }
    }
    if heldOut != nil, position.last?.step != position.step { try validate() }
    return try end(.limit)
  }

  private var isAtLimit: Bool {
    if let steps, position.step >= steps { return true }
    if let minutes = plan.minutes, position.seconds >= 60 * minutes { return true }
    return false
  }

  /// The learning rate of the next step.
  private var learningRate: Double {
    let warmup = min(1, Double(position.step + 1) / Double(plan.warmupSteps + 1))
    return plan.learningRate * warmup
      * plan.schedule.factor(step: position.step, of: steps, epoch: position.epoch, decays: position.decays)
  }

  /// A step; where the text cannot be read any more, what was learnt of it is saved.
  private mutating func stepOrSave() throws -> (loss: Double, gradientNorm: Double, learningRate: Double) {
    do {
      return try step()
    } catch let error as CorpusError {
      if savedStep != position.step { try save(isBest: false) }
      throw error
    }
  }

  private mutating func step() throws -> (loss: Double, gradientNorm: Double, learningRate: Double) {
    let window = try training.window(position.window)
    let rate = learningRate
    let result: (loss: Double, gradientNorm: Double)
    do throws(TrainingError) {
      result = try model.train(
        window, checkpointing: plan.checkpointing, learningRate: rate, maximumGradientNorm: plan.maximumGradientNorm)
    } catch {
      throw TrainingInterrupted(error: error, lastGood: try? folder.description(.latest).position.step)
    }
    position.step += 1
    position.window += 1
    if position.window == training.layout.count { (position.window, position.epoch) = (0, position.epoch + 1) }
    position.tokens += window.targets.count
    position.lossSum += result.loss
    position.lossCount += 1
    return (result.loss, result.gradientNorm, rate)
  }

  private mutating func logSteps(_ last: (loss: Double, gradientNorm: Double, learningRate: Double)) throws {
    let loss = position.lossSum / Double(position.lossCount)
    (position.lossSum, position.lossCount) = (0, 0)
    try append(
      TrainingLog.Record(
        step: position.step, epoch: position.epoch, loss: loss, learningRate: last.learningRate,
        gradientNorm: last.gradientNorm, seconds: position.seconds))
  }

  private mutating func append(_ record: TrainingLog.Record) throws {
    curve.add(record)
    do {
      try log.append(record)
    } catch {
      throw CheckpointError.notSaved(error, lastGood: (try? folder.description(.latest))?.position.step)
    }
    position.logLength = log.length
  }

  /// Judges the model on the held-out part and saves it.
  private mutating func validate() throws {
    guard let heldOut else { return }
    let start = ContinuousClock.now
    let loss = try model.crossEntropy(on: heldOut)
    position.seconds += (ContinuousClock.now - start) / .seconds(1)
    guard loss.isFinite else {
      throw TrainingInterrupted(
        error: .loss(step: position.step, value: loss), lastGood: try? folder.description(.latest).position.step)
    }
    position.note(TrainingPosition.Validation(step: position.step, loss: loss))
    try append(
      TrainingLog.Record(
        step: position.step, epoch: position.epoch, validationLoss: loss, seconds: position.seconds))
    try save(isBest: position.sinceBest == 0)
  }

  private mutating func end(_ end: End) throws -> End {
    if savedStep != position.step { try save(isBest: position.best?.step == position.step) }
    return end
  }

  private var isSaveDue: Bool {
    if let interval = plan.checkpointInterval { return position.step % interval == 0 }
    return ContinuousClock.now - lastSave > .seconds(300)
  }

  /// Saves the model, the log and the learning curve.
  private mutating func save(isBest: Bool) throws(CheckpointError) {
    let snapshot = model.snapshot()
    let description = CheckpointDescription(
      network: model.configuration, optimizer: optimizer, plan: plan, text: corpus.text, rules: corpus.rules,
      tokenCount: corpus.heldOut.upperBound, trainingCount: corpus.training.count, vocabulary: corpus.vocabulary,
      position: position, words: snapshot.words)
    do {
      try log.synchronize()
      let picture = curve.svg(unit: corpus.vocabulary.tokenization == .characters ? "character" : "word")
      try writeAtomically([Array(picture.utf8)[...]], to: folder.file(LearningCurve.fileName))
    } catch {
      throw .notSaved(error, lastGood: (try? folder.description(.latest))?.position.step)
    }
    try folder.save(description, snapshot, isBest: isBest)
    (lastSave, savedStep) = (.now, position.step)
  }
}
