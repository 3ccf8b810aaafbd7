import Testing

@testable import LanguageModels

@Suite struct TrainingPlanTests {
  private static let wrong: [(String, @Sendable (inout TrainingPlan) -> Void)] = [
    ("the streams is 0; it must be an integer from 1 on", { $0.streams = 0 }),
    ("the sequence length is -3; it must be an integer from 1 on", { $0.window = -3 }),
    ("the epochs is -1; it must be an integer from 0 on", { $0.epochs = -1 }),
    ("the minutes is 0; it must be a finite number above 0", { $0.minutes = 0 }),
    ("the minutes is nan; it must be a finite number above 0", { $0.minutes = .nan }),
    ("the reach of gradients is 63; it must be at least the sequence length, 64", { $0.reach = 63 }),
    ("nothing says when training ends; give a number of epochs, steps or minutes", { $0.steps = nil }),
    ("the learning rate is inf; it must be a finite number above 0", { $0.learningRate = .infinity }),
    ("the clipping norm is -1; it must be a finite number above 0", { $0.maximumGradientNorm = -1 }),
    ("the decay factor is 1; it must be between 0 and 1", { $0.schedule = .plateau(factor: 1) }),
    ("the minimum of the cosine is 1.5; it must be from 0 to 1", { $0.schedule = .cosine(minimum: 1.5) }),
    ("the decay factor is nan; it must be above 0 and at most 1", { $0.schedule = .step(every: 1, factor: .nan) }),
    (
      "the epochs of a step of the schedule is 0; it must be an integer from 1 on",
      { $0.schedule = .step(every: 0, factor: 0.5) }
    ),
    (
      "a cosine schedule needs to know the number of steps; give epochs or steps, with or without minutes",
      { ($0.steps, $0.minutes, $0.schedule) = (nil, 1, .cosine(minimum: 0)) }
    ),
  ]

  @Test(arguments: wrong.indices)
  func whatIsOutOfRangeIsNamed(index: Int) throws {
    var plan = TrainingPlan()
    plan.steps = 10
    try plan.check()
    Self.wrong[index].1(&plan)
    let error = #expect(throws: TrainingPlanError.self) { try plan.check() }
    #expect(error?.description == Self.wrong[index].0)
  }

  @Test func aLimitOfMemoryHoldsAtLeastAStep() throws {
    var plan = TrainingPlan()
    plan.checkpointing = .limit(bytes: 70_000)
    try plan.check(leastActivationMemory: 70_000)
    let error = #expect(throws: TrainingPlanError.self) { try plan.check(leastActivationMemory: 70_001) }
    #expect(error?.description == "70kB do not hold even one step of a window of this model; 71kB do")
    plan.checkpointing = .squareRoot
    try plan.check(leastActivationMemory: 70_001)
  }

  @Test func validationsNeedAHeldOutPart() throws {
    var plan = TrainingPlan()
    (plan.steps, plan.patience) = (10, 2)
    #expect(throws: TrainingPlanError.needsHeldOut("early stop by patience")) {
      try plan.check(trainingTokens: 10_000, heldOutTokens: 0)
    }
    try plan.check(trainingTokens: 10_000, heldOutTokens: 100)
  }

  @Test func schedules() {
    #expect(LearningRateSchedule.constant.factor(step: 9, of: nil, epoch: 3, decays: 2) == 1)
    #expect(LearningRateSchedule.plateau(factor: 0.5).factor(step: 9, of: nil, epoch: 3, decays: 2) == 0.25)
    #expect(LearningRateSchedule.step(every: 2, factor: 0.5).factor(step: 9, of: nil, epoch: 5, decays: 0) == 0.25)
    let cosine = LearningRateSchedule.cosine(minimum: 0.2)
    for (step, factor) in [(0, 1), (50, 0.6), (100, 0.2), (120, 0.2)] {
      #expect(abs(cosine.factor(step: step, of: 100, epoch: 0, decays: 0) - factor) < 1e-15)
    }
  }
}
