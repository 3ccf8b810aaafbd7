import JSONTree

extension NetworkConfiguration {
  var json: JSONValue {
    let (kind, activation): (String, JSONValue) =
      switch self.kind {
      case .elman(let activation): ("elman", .string(activation.rawValue))
      case .lstm: ("lstm", .null)
      case .gru: ("gru", .null)
      }
    return [
      "kind": .string(kind), "activation": activation, "vocabularySize": .integer(vocabularySize),
      "embeddingSize": JSONValue(embeddingSize), "hiddenSize": .integer(hiddenSize), "layers": .integer(layers),
      "dropout": JSONValue(dropout), "tied": .boolean(tied),
    ]
  }

  init(_ fields: JSONFields) throws(JSONFields.Problem) {
    let kind: Kind
    switch try fields.string("kind") {
    case "elman":
      guard let activation = Activation(rawValue: try fields.string("activation")) else {
        throw fields.problem(
          "activation", "it is none of " + Activation.allCases.map(\.rawValue).joined(separator: ", "))
      }
      kind = .elman(activation)
    case "lstm": kind = .lstm
    case "gru": kind = .gru
    default: throw fields.problem("kind", "it is none of elman, lstm, gru")
    }
    self.init(
      kind: kind, vocabularySize: try fields.integer("vocabularySize"),
      embeddingSize: try fields.optionalInteger("embeddingSize"), hiddenSize: try fields.integer("hiddenSize"),
      layers: try fields.integer("layers"), dropout: try fields.double("dropout"), tied: try fields.boolean("tied"))
    do {
      try check()
    } catch {
      throw fields.problem("kind", error.description)
    }
  }
}

extension OptimizerConfiguration {
  var json: JSONValue {
    switch rule {
    case .sgd(let momentum, let nesterov):
      [
        "rule": "sgd", "momentum": JSONValue(momentum), "nesterov": .boolean(nesterov),
        "weightDecay": JSONValue(weightDecay),
      ]
    case .adam(let beta1, let beta2, let epsilon): adam("adam", beta1, beta2, epsilon)
    case .adamW(let beta1, let beta2, let epsilon): adam("adamw", beta1, beta2, epsilon)
    }
  }

  private func adam(_ rule: String, _ beta1: Double, _ beta2: Double, _ epsilon: Double) -> JSONValue {
    [
      "rule": .string(rule), "beta1": JSONValue(beta1), "beta2": JSONValue(beta2), "epsilon": JSONValue(epsilon),
      "weightDecay": JSONValue(weightDecay),
    ]
  }

  init(_ fields: JSONFields) throws(JSONFields.Problem) {
    let rule: Rule
    switch try fields.string("rule") {
    case "sgd":
      rule = .sgd(momentum: try fields.double("momentum"), nesterov: try fields.boolean("nesterov"))
    case "adam":
      rule = .adam(
        beta1: try fields.double("beta1"), beta2: try fields.double("beta2"), epsilon: try fields.double("epsilon"))
    case "adamw":
      rule = .adamW(
        beta1: try fields.double("beta1"), beta2: try fields.double("beta2"), epsilon: try fields.double("epsilon"))
    default: throw fields.problem("rule", "it is none of sgd, adam, adamw")
    }
    self.init(rule: rule, weightDecay: try fields.double("weightDecay"))
    do {
      try check()
    } catch {
      throw fields.problem("rule", error.description)
    }
  }
}
