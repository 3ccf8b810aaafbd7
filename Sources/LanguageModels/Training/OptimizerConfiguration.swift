/// The rule by which a language model's parameters follow their gradients. The learning rate is the schedule's.
package struct OptimizerConfiguration: Sendable, Equatable {
  /// The rule, as `torch.optim` has it under the same name.
  package enum Rule: Sendable, Equatable {
    /// Stochastic gradient descent.
    case sgd(momentum: Double, nesterov: Bool)
    /// Adaptive moments; weight decay is part of the gradient.
    case adam(beta1: Double, beta2: Double, epsilon: Double)
    /// Adaptive moments with weight decay apart from the gradient.
    case adamW(beta1: Double, beta2: Double, epsilon: Double)
  }

  /// The rule.
  package var rule: Rule
  /// The factor of the penalty θ²/2, or for AdamW the part of the learning rate by which weights shrink in a step.
  package var weightDecay: Double

  package init(rule: Rule, weightDecay: Double = 0) {
    self.rule = rule
    self.weightDecay = weightDecay
  }
}
