import JSONTree

extension TrainingPlan {
  var json: JSONValue {
    [
      "streams": .integer(streams), "window": .integer(window), "reach": JSONValue(reach),
      "checkpointing": .string(checkpointing.description), "epochs": JSONValue(epochs), "steps": JSONValue(steps),
      "minutes": JSONValue(optional: minutes), "learningRate": JSONValue(learningRate), "schedule": schedule.json,
      "warmupSteps": .integer(warmupSteps), "maximumGradientNorm": JSONValue(optional: maximumGradientNorm),
      "validationInterval": JSONValue(validationInterval), "validationStreams": .integer(validationStreams),
      "patience": JSONValue(patience), "logInterval": .integer(logInterval),
      "checkpointInterval": JSONValue(checkpointInterval), "seed": .string(String(seed)),
    ]
  }

  init(_ fields: JSONFields) throws(JSONFields.Problem) {
    streams = try fields.integer("streams")
    window = try fields.integer("window")
    // Models of before there were these two have neither.
    if fields.has("reach") { reach = try fields.optionalInteger("reach") }
    if fields.has("checkpointing") {
      guard let found = ActivationCheckpointing(try fields.string("checkpointing")) else {
        throw fields.problem("checkpointing", "it is none of none, sqrt and a number of bytes")
      }
      checkpointing = found
    }
    epochs = try fields.optionalInteger("epochs")
    steps = try fields.optionalInteger("steps")
    minutes = try fields.optionalDouble("minutes")
    learningRate = try fields.double("learningRate")
    schedule = try LearningRateSchedule(fields.object("schedule"))
    warmupSteps = try fields.integer("warmupSteps")
    maximumGradientNorm = try fields.optionalDouble("maximumGradientNorm")
    validationInterval = try fields.optionalInteger("validationInterval")
    validationStreams = try fields.integer("validationStreams")
    patience = try fields.optionalInteger("patience")
    logInterval = try fields.integer("logInterval")
    checkpointInterval = try fields.optionalInteger("checkpointInterval")
    seed = try fields.word("seed")
    do {
      try check()
    } catch {
      throw fields.problem("streams", error.description)
    }
  }
}

extension LearningRateSchedule {
  fileprivate var json: JSONValue {
    switch self {
    case .constant: ["kind": "constant"]
    case .plateau(let factor): ["kind": "plateau", "factor": JSONValue(factor)]
    case .cosine(let minimum): ["kind": "cosine", "minimum": JSONValue(minimum)]
    case .step(let every, let factor): ["kind": "step", "every": .integer(every), "factor": JSONValue(factor)]
    }
  }

  fileprivate init(_ fields: JSONFields) throws(JSONFields.Problem) {
    switch try fields.string("kind") {
    case "constant": self = .constant
    case "plateau": self = .plateau(factor: try fields.double("factor"))
    case "cosine": self = .cosine(minimum: try fields.double("minimum"))
    case "step": self = .step(every: try fields.integer("every"), factor: try fields.double("factor"))
    default: throw fields.problem("kind", "it is none of constant, plateau, cosine, step")
    }
  }
}

extension TrainingPosition {
  var json: JSONValue {
    [
      "step": .integer(step), "epoch": .integer(epoch), "window": .integer(window), "tokens": .integer(tokens),
      "seconds": JSONValue(seconds), "best": Self.json(best), "last": Self.json(last),
      "sinceBest": .integer(sinceBest), "decays": .integer(decays), "lossSum": JSONValue(lossSum),
      "lossCount": .integer(lossCount), "logLength": .integer(logLength),
    ]
  }

  private static func json(_ validation: Validation?) -> JSONValue {
    validation.map { ["step": .integer($0.step), "loss": JSONValue($0.loss)] } ?? .null
  }

  init(_ fields: JSONFields) throws(JSONFields.Problem) {
    step = try fields.natural("step")
    epoch = try fields.natural("epoch")
    window = try fields.natural("window")
    tokens = try fields.natural("tokens")
    seconds = try fields.double("seconds")
    best = try Self.validation(fields, "best")
    last = try Self.validation(fields, "last")
    sinceBest = try fields.natural("sinceBest")
    decays = try fields.natural("decays")
    lossSum = try fields.double("lossSum")
    lossCount = try fields.natural("lossCount")
    logLength = try fields.natural("logLength")
  }

  private static func validation(_ fields: JSONFields, _ name: String) throws(JSONFields.Problem) -> Validation? {
    if try fields.isNull(name) { return nil }
    let fields = try fields.object(name)
    return Validation(step: try fields.natural("step"), loss: try fields.double("loss"))
  }
}
