import ArgumentParser
import LanguageModels

extension ActivationCheckpointing: ExpressibleByArgument {
  /// What the command line says.
  public init?(argument: String) { self.init(argument) }
}

/// How the network learns: options that are good as they are, for characters and for words.
struct LearningOptions: ParsableArguments {
  enum Rule: String, ExpressibleByArgument, CaseIterable { case adam, adamw, sgd }
  enum Schedule: String, ExpressibleByArgument, CaseIterable { case constant, plateau, cosine, step }

  @Option(help: "Streams of the text that are read side by side. (default: 32, of words 20)")
  var batch: Int?

  @Option(help: "Steps from one update to the next. (default: 64, of words 35)")
  var sequence: Int?

  @Option(help: "Steps that gradients reach back, from --sequence on. (default: as many as --sequence)")
  var reach: Int?

  @Option(
    help: """
      What is held of the steps that gradients go back through: none for no checkpoints but all of it, sqrt for the \
      states of about √T of T steps, or what fits into a limit, as 50MB. The rest is computed again. (default: none)
      """)
  var checkpointing: ActivationCheckpointing?

  @Option(help: "How often the text is read. (default: 10 where no other limit is given)")
  var epochs: Int?

  @Option(help: "Steps of training.")
  var steps: Int?

  @Option(help: "Minutes of training.")
  var minutes: Double?

  @Option(help: "The rule of learning: adam, adamw or sgd. (default: adam)")
  var optimizer: Rule?

  @Option(help: "The momentum of sgd. (default: 0)")
  var momentum: Double?

  @Flag(help: "Nesterov's form of the momentum.")
  var nesterov = false

  @Option(help: "β₁ of adam and adamw. (default: 0.9)")
  var beta1: Double?

  @Option(help: "β₂ of adam and adamw. (default: 0.999)")
  var beta2: Double?

  @Option(help: "ε of adam and adamw. (default: 1e-8)")
  var epsilon: Double?

  @Option(help: "The penalty on large weights. (default: 0, of adamw 0.01)")
  var weightDecay: Double?

  @Option(help: "The first learning rate. (default: 0.002, of sgd 1)")
  var learningRate: Double?

  @Option(
    help: "How it goes on: constant, plateau, cosine or step. (default: plateau, or constant with nothing held out)")
  var schedule: Schedule?

  @Option(help: "What it is multiplied by in a plateau or a step. (default: 0.5)")
  var decay: Double?

  @Option(help: "Epochs of one step of the schedule. (default: 1)")
  var decayEpochs: Int?

  @Option(help: "Where the cosine ends, as a fraction of the first rate. (default: 0)")
  var minimumRate: Double?

  @Option(help: "Steps in which it rises to its value. (default: 0)")
  var warmup: Int?

  @Option(help: "The norm that gradients are scaled down to; 0 leaves them as they are. (default: 1)")
  var clip: Double?

  @Option(help: "Validations in a row without a new best after which training ends.")
  var patience: Int?

  @Option(help: "Steps from one validation to the next. (default: an epoch)")
  var validateEvery: Int?

  @Option(help: "Steps from one checkpoint to the next, besides those at validations. (default: five minutes)")
  var checkpointEvery: Int?

  @Option(help: "Steps from one line of losses.jsonl to the next. (default: 50)")
  var logEvery: Int?

  @Option(help: "Decides the first weights and what dropout leaves out. (default: 1)")
  var seed: UInt64?

  /// The rule of learning that the options make, starting from `base` where there is one.
  func optimizerConfiguration(_ base: OptimizerConfiguration? = nil) -> OptimizerConfiguration {
    var (momentum, nesterov) = (momentum ?? 0, nesterov)
    var (beta1, beta2, epsilon) = (beta1 ?? 0.9, beta2 ?? 0.999, epsilon ?? 1e-8)
    var rule = optimizer ?? .adam
    switch base?.rule {
    case .sgd(let oldMomentum, let oldNesterov):
      (momentum, nesterov) = (self.momentum ?? oldMomentum, nesterov || oldNesterov)
      rule = optimizer ?? .sgd
    case .adam(let first, let second, let small), .adamW(let first, let second, let small):
      (beta1, beta2, epsilon) = (self.beta1 ?? first, self.beta2 ?? second, self.epsilon ?? small)
      if case .adamW = base?.rule { rule = optimizer ?? .adamw }
    case nil: break
    }
    let weightDecay = weightDecay ?? base?.weightDecay ?? (rule == .adamw ? 0.01 : 0)
    switch rule {
    case .sgd:
      return OptimizerConfiguration(rule: .sgd(momentum: momentum, nesterov: nesterov), weightDecay: weightDecay)
    case .adam:
      return OptimizerConfiguration(rule: .adam(beta1: beta1, beta2: beta2, epsilon: epsilon), weightDecay: weightDecay)
    case .adamw:
      return OptimizerConfiguration(
        rule: .adamW(beta1: beta1, beta2: beta2, epsilon: epsilon), weightDecay: weightDecay)
    }
  }

  /// The plan that the options and the defaults of the tokens make.
  func plan(_ tokenization: Tokenization, isHeldOut: Bool) -> TrainingPlan {
    var plan = TrainingPlan()
    if tokenization == .words { (plan.streams, plan.window) = (20, 35) }
    if optimizer == .sgd { plan.learningRate = 1 }
    plan.schedule = isHeldOut ? .plateau(factor: 0.5) : .constant
    if epochs == nil && steps == nil && minutes == nil { plan.epochs = 10 }
    return applied(to: plan)
  }

  /// `plan` with what was given in its place.
  func applied(to plan: TrainingPlan) -> TrainingPlan {
    var result = plan
    result.streams = batch ?? result.streams
    result.window = sequence ?? result.window
    result.reach = reach ?? result.reach
    result.checkpointing = checkpointing ?? result.checkpointing
    result.epochs = epochs ?? result.epochs
    result.steps = steps ?? result.steps
    result.minutes = minutes ?? result.minutes
    result.learningRate = learningRate ?? result.learningRate
    result.warmupSteps = warmup ?? result.warmupSteps
    if let clip { result.maximumGradientNorm = clip == 0 ? nil : clip }
    result.validationInterval = validateEvery ?? result.validationInterval
    result.patience = patience ?? result.patience
    result.logInterval = logEvery ?? result.logInterval
    result.checkpointInterval = checkpointEvery ?? result.checkpointInterval
    result.seed = seed ?? result.seed
    switch schedule {
    case nil: break
    case .constant: result.schedule = .constant
    case .plateau: result.schedule = .plateau(factor: 0.5)
    case .cosine: result.schedule = .cosine(minimum: 0)
    case .step: result.schedule = .step(every: 1, factor: 0.5)
    }
    switch result.schedule {
    case .constant: break
    case .plateau(let factor): result.schedule = .plateau(factor: decay ?? factor)
    case .cosine(let minimum): result.schedule = .cosine(minimum: minimumRate ?? minimum)
    case .step(let every, let factor): result.schedule = .step(every: decayEpochs ?? every, factor: decay ?? factor)
    }
    return result
  }
}
