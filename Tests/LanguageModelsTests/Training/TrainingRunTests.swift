import Autograd
import Foundation
import NeuralNetworks
import Testing
import WholeFiles

@testable import LanguageModels

@Suite struct TrainingRunTests {
  private typealias Run = TrainingRun<AutogradLanguageModel>

  private func plan(_ change: (inout TrainingPlan) -> Void = { _ in }) -> TrainingPlan {
    var plan = TrainingPlan()
    (plan.streams, plan.window, plan.steps, plan.logInterval) = (4, 5, 60, 4)
    (plan.validationInterval, plan.validationStreams, plan.learningRate) = (7, 3, 0.01)
    change(&plan)
    return plan
  }

  private func corpus(_ folder: String, heldOut: Double = 0.2, characters: Int = 300) throws -> MappedCorpus {
    let path = try write(String(trainingText(characters).prefix(characters)), to: "\(folder)/text")
    return try MappedCorpus(
      path, .init(tokenization: .characters, heldOutFraction: heldOut, unknownType: nil), folder: folder)
  }

  private func begin(
    _ plan: TrainingPlan, _ corpus: MappedCorpus, _ folder: CheckpointFolder, dropout: Double = 0.2
  ) throws -> Run {
    try Run.begin(
      .init(
        kind: .gru, vocabularySize: corpus.vocabulary.count, embeddingSize: 4, hiddenSize: 6, layers: 2,
        dropout: dropout), optimizer: OptimizerConfiguration.examples[2], plan: plan, corpus: corpus, folder: folder)
  }

  private func resume(_ folder: CheckpointFolder, _ corpus: MappedCorpus, _ plan: TrainingPlan) throws -> Run {
    let (description, snapshot) = try folder.load(.latest)
    return try Run.resume(description, snapshot, plan: plan, corpus: corpus, folder: folder)
  }

  /// Stopped and resumed again and again, with every schedule: the weights of the run that was not, and the same log.
  @Test(arguments: [
    LearningRateSchedule.constant, .plateau(factor: 0.5), .cosine(minimum: 0.1), .step(every: 1, factor: 0.7),
  ])
  func stoppedAndResumedIsUninterrupted(schedule: LearningRateSchedule) throws {
    try withTemporaryFolder { path in
      let corpus = try corpus(path)
      let plan = plan {
        $0.schedule = schedule
        $0.warmupSteps = 3
      }
      var whole = try begin(plan, corpus, CheckpointFolder("\(path)/whole"))
      #expect(try whole.run(isInterrupted: { false }, report: { _ in }) == .limit)

      var generator = SeededGenerator(seed: 45)
      let folder = CheckpointFolder("\(path)/pieces")
      var run = try begin(plan, corpus, folder)
      var interruptions = 0
      while true {
        var left = Int.random(in: 1...9, using: &generator)
        let end = try run.run(
          isInterrupted: {
            left -= 1; return left == 0
          }, report: { _ in })
        if end == .limit { break }
        interruptions += 1
        run = try resume(folder, corpus, plan)
      }
      #expect(interruptions > 5)
      #expect(run.model.snapshot() == whole.model.snapshot())
      #expect(run.position.best == whole.position.best)
      #expect(run.position.decays == whole.position.decays)
      func losses(_ folder: String) -> [TrainingLog.Record] {
        TrainingLog.records("\(path)/\(folder)/losses.jsonl").map { record in
          var record = record
          record.seconds = 0
          return record
        }
      }
      #expect(losses("pieces") == losses("whole"))
      #expect(losses("whole").filter { $0.validationLoss != nil }.count == 9)
    }
  }

  /// Gradients that reach further than an update's own steps, and checkpoints in them: resumed to the bit all the same.
  @Test(arguments: [ActivationCheckpointing.none, .squareRoot, .limit(bytes: 9_000)])
  func resumesInTheMidstOfAFurtherReach(checkpointing: ActivationCheckpointing) throws {
    try withTemporaryFolder { path in
      let corpus = try corpus(path)
      let network = NetworkConfiguration(
        kind: .lstm, vocabularySize: corpus.vocabulary.count, embeddingSize: 4, hiddenSize: 6, layers: 2, dropout: 0.2)
      let plan = plan { ($0.reach, $0.checkpointing, $0.steps) = (17, checkpointing, 30) }
      func begin(_ folder: CheckpointFolder) throws -> TrainingRun<FusedLanguageModel> {
        try .begin(
          network, optimizer: OptimizerConfiguration.examples[2], plan: plan, corpus: corpus, folder: folder)
      }
      var whole = try begin(CheckpointFolder("\(path)/whole"))
      #expect(try whole.run(isInterrupted: { false }, report: { _ in }) == .limit)
      let folder = CheckpointFolder("\(path)/pieces")
      var run = try begin(folder)
      for _ in 0..<10 {
        var left = 3
        _ = try run.run(
          isInterrupted: {
            left -= 1; return left == 0
          }, report: { _ in })
        let (description, snapshot) = try folder.load(.latest)
        #expect(description.plan == plan)
        run = try .resume(description, snapshot, plan: plan, corpus: corpus, folder: folder)
      }
      #expect(run.position.step == 30)
      #expect(run.model.snapshot() == whole.model.snapshot())
    }
  }

  @Test func goesBackToTheCheckpointAndForgetsWhatCameAfterIt() throws {
    try withTemporaryFolder { path in
      let corpus = try corpus(path)
      let folder = CheckpointFolder("\(path)/model")
      let plan = plan { $0.steps = 20 }
      var run = try begin(plan, corpus, folder)
      _ = try run.run(isInterrupted: { false }, report: { _ in })
      try folder.makeLatest(.previous)
      let kept = try folder.description(.latest).position
      #expect(kept.step == 14)
      let again = try resume(folder, corpus, plan)
      #expect(again.position.step == 14)
      #expect(TrainingLog.records("\(path)/model/losses.jsonl").map(\.step).max() == 14)
    }
  }

  /// Reading what is gone would end the program.
  @Test func aTextThatIsCutOffStopsTheRunAndLosesNothing() throws {
    try withTemporaryFolder { path in
      let plan = plan { ($0.steps, $0.validationInterval) = (20, 1000) }
      var whole = try begin(plan, try corpus(path), CheckpointFolder("\(path)/whole"))
      _ = try whole.run(isInterrupted: { false }, report: { _ in })

      let folder = CheckpointFolder("\(path)/model")
      let cut = try corpus(path)
      var run = try begin(plan, cut, folder)
      #expect(throws: CorpusError.self) {
        try run.run(isInterrupted: { false }) { if $0.step == 13 { truncate(cut.text.path, 0) } }
      }
      #expect(run.position.step == 13)
      #expect(try folder.description(.latest).position.step == 13)

      var again = try resume(folder, try corpus(path), plan)
      _ = try again.run(isInterrupted: { false }, report: { _ in })
      #expect(again.model.snapshot() == whole.model.snapshot())
    }
  }

  @Test func endsByPatienceAndKeepsTheBest() throws {
    try withTemporaryFolder { path in
      let corpus = try corpus(path, heldOut: 0.5)
      let folder = CheckpointFolder("\(path)/model")
      let plan = plan { ($0.steps, $0.patience, $0.learningRate, $0.validationInterval) = (5_000, 3, 0.05, 10) }
      var run = try begin(plan, corpus, folder, dropout: 0)
      #expect(try run.run(isInterrupted: { false }, report: { _ in }) == .patience)
      #expect(run.position.sinceBest == 3)
      let best = try #require(run.position.best)
      #expect(try folder.description(.best).position.step == best.step)
      #expect(run.position.step == best.step + 30)
    }
  }

  @Test func anExplodingLossStopsAndLeavesTheLastGoodCheckpoint() throws {
    try withTemporaryFolder { path in
      let corpus = try corpus(path)
      let folder = CheckpointFolder("\(path)/model")
      let plan = plan {
        ($0.learningRate, $0.maximumGradientNorm, $0.validationInterval, $0.checkpointInterval) = (1e30, nil, 1000, 2)
      }
      var run = try Run.begin(
        .init(kind: .elman(.relu), vocabularySize: corpus.vocabulary.count, embeddingSize: 4, hiddenSize: 6),
        optimizer: .init(rule: .sgd(momentum: 0, nesterov: false)), plan: plan, corpus: corpus, folder: folder)
      let error = #expect(throws: TrainingInterrupted.self) {
        try run.run(isInterrupted: { false }, report: { _ in })
      }
      let step = run.position.step + 1
      #expect(error?.description.hasPrefix("step \(step): the ") == true)
      #expect(error?.description.contains("; the checkpoint of step \(error?.lastGood ?? -1) stays as it is") == true)
      #expect(try folder.load(.latest).description.position.step == error?.lastGood)
    }
  }

  @Test func epochsEndWhereTheTextDoes() throws {
    try withTemporaryFolder { path in
      let corpus = try corpus(path, heldOut: 0)
      let plan = plan { ($0.steps, $0.epochs, $0.validationInterval) = (nil, 2, nil) }
      var run = try begin(plan, corpus, CheckpointFolder("\(path)/model"))
      var reports: [TrainingProgress] = []
      #expect(try run.run(isInterrupted: { false }, report: { reports.append($0) }) == .limit)
      let layout = WindowLayout(tokens: corpus.training.count, streams: 4, window: 5)
      #expect(run.position.step == 2 * layout.count)
      #expect(run.position.epoch == 2)
      #expect(run.position.tokens == 2 * 4 * layout.streamLength)
      #expect(reports.map(\.step) == Array(1...2 * layout.count))
      #expect(reports.last?.epoch == 2)
      #expect(reports[0].description.hasPrefix("step 1/\(2 * layout.count)  epoch 0.0"))
      #expect(reports[0].description.contains(" bits/char  "))
    }
  }

  @Test func aPlanThatDoesNotFitTheTextMakesNoModel() throws {
    try withTemporaryFolder { path in
      let corpus = try corpus(path)
      let folder = CheckpointFolder("\(path)/model")
      #expect(throws: TrainingPlanError.tooManyStreams(240, tokens: 240)) {
        _ = try begin(plan { $0.streams = 240 }, corpus, folder)
      }
      #expect(throws: TrainingPlanError.windowTooLong(60, streamLength: 59, tokens: 240, streams: 4)) {
        _ = try begin(plan { $0.window = 60 }, corpus, folder)
      }
      let least = 1_000
      let error = #expect(throws: TrainingPlanError.self) {
        _ = try TrainingRun<FusedLanguageModel>.begin(
          .init(kind: .gru, vocabularySize: corpus.vocabulary.count, embeddingSize: 4, hiddenSize: 6),
          optimizer: OptimizerConfiguration.examples[2], plan: plan { $0.checkpointing = .limit(bytes: least) },
          corpus: corpus, folder: folder)
      }
      guard case .activationLimit(least, let needed) = error else { throw try #require(error) }
      #expect(needed > least)
      #expect(!folder.isOccupied)
    }
  }
}
