/// Why there is no network or optimiser of such a configuration.
package struct ConfigurationError: Error, Equatable, CustomStringConvertible {
  /// What is wrong, and what would be right.
  package let description: String

  init(_ description: String) { self.description = description }
}

extension NetworkConfiguration {
  /// Checks that there is such a network.
  package func check() throws(ConfigurationError) {
    for (name, value) in [
      ("vocabulary", vocabularySize), ("embedding", embeddingSize ?? 1), ("hidden size", hiddenSize),
      ("number of layers", layers),
    ] where value < 1 || value > Int(Int32.max) {
      throw ConfigurationError("the \(name) is \(value); it must be an integer from 1 to \(Int32.max)")
    }
    if !(dropout >= 0 && dropout < 1) {
      throw ConfigurationError("the dropout is \(dropout); it must be at least 0 and below 1")
    }
    if tied && embeddingSize != hiddenSize {
      throw ConfigurationError(
        "tied weights need an embedding as long as the hidden state; the embedding has "
          + "\(embeddingSize.map(String.init) ?? "no") numbers and the state \(hiddenSize)")
    }
    for (name, shape) in parameterShapes where !Self.isTensor(shape) {
      throw ConfigurationError("\(name) would have the shape \(shape), more numbers than a tensor may have")
    }
  }

  private static func isTensor(_ shape: [Int]) -> Bool {
    var count = 1
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      if overflow || product > Int(Int32.max) { return false }
      count = product
    }
    return true
  }
}

extension OptimizerConfiguration {
  /// Checks that there is such an optimiser.
  package func check() throws(ConfigurationError) {
    if !(weightDecay >= 0 && weightDecay.isFinite) {
      throw ConfigurationError("the weight decay is \(weightDecay); it must be a finite number from 0 on")
    }
    switch rule {
    case .sgd(let momentum, let nesterov):
      if !(momentum >= 0 && momentum < 1) {
        throw ConfigurationError("the momentum is \(momentum); it must be at least 0 and below 1")
      }
      if nesterov && momentum == 0 { throw ConfigurationError("Nesterov's momentum needs a momentum above 0") }
    case .adam(let beta1, let beta2, let epsilon), .adamW(let beta1, let beta2, let epsilon):
      for (name, value) in [("beta 1", beta1), ("beta 2", beta2)] where !(value >= 0 && value < 1) {
        throw ConfigurationError("\(name) is \(value); it must be at least 0 and below 1")
      }
      if !(epsilon >= 0 && epsilon.isFinite) {
        throw ConfigurationError("epsilon is \(epsilon); it must be a finite number from 0 on")
      }
    }
  }
}
