import CLoops
import NeuralNetworks

extension FusedLanguageModel {
  /// One step of the optimiser with the gradients times `scale`; see `OptimizerConfiguration`.
  mutating func update(rate: Double, scale: Double, _ window: borrowing WindowMemory) {
    var rule = rule(rate: rate, scale: scale)
    for (index, parameter) in parameters.all.enumerated() {
      guard let gradient = gradients[index] else { continue }
      update(parameter.place, with: gradient, &rule)
    }
    if !configuration.tied { updateRows(window[window.parts.rows], &rule) }
  }

  private func update(_ place: Range<Int>, with gradient: UnsafePointer<Float>?, _ rule: inout unroll_update_f32) {
    kernels.update(
      &rule, place.count, parameters.values.start + place.lowerBound, gradient,
      parameters.memory(0, place), parameters.memory(1, place))
  }

  /// The table's rows. Those that no word met have the gradient zero, which changes nothing in plain descent.
  private mutating func updateRows(_ rows: UnsafePointer<Float>, _ rule: inout unroll_update_f32) {
    let width = rowWidth
    let table = parameters.all[parameters.table].place
    func place(_ words: Range<Int>) -> Range<Int> {
      table.lowerBound + words.lowerBound * width..<table.lowerBound + words.upperBound * width
    }
    if rule.rule == unroll_sgd && rule.penalty == 0 {
      for (row, word) in gradients.rows.met.enumerated() {
        update(place(Int(word)..<Int(word) + 1), with: rows + row * width, &rule)
      }
      return
    }
    var start = 0
    for word in gradients.rows.met.map(Int.init).sorted() {
      if start < word { update(place(start..<word), with: nil, &rule) }
      if let row = gradients.rows.known(word) { update(place(word..<word + 1), with: rows + row * width, &rule) }
      start = word + 1
    }
    if start < configuration.vocabularySize { update(place(start..<configuration.vocabularySize), with: nil, &rule) }
  }

  /// The rule of this update, the `updates`th.
  private func rule(rate: Double, scale: Double) -> unroll_update_f32 {
    var rule = unroll_update_f32()
    rule.scale = Float(scale)
    rule.is_first = updates == 1 ? 1 : 0
    rule.keep = 1
    switch optimizer.rule {
    case .sgd(let momentum, let nesterov):
      rule.rule = momentum == 0 ? unroll_sgd : unroll_momentum
      rule.rate = Float(rate)
      rule.penalty = Float(optimizer.weightDecay)
      rule.beta1 = Float(momentum)
      rule.fresh1 = 1
      rule.nesterov = nesterov ? 1 : 0
    case .adam(let beta1, let beta2, let epsilon):
      moments(&rule, rate, beta1, beta2, epsilon)
      rule.penalty = Float(optimizer.weightDecay)
    case .adamW(let beta1, let beta2, let epsilon):
      moments(&rule, rate, beta1, beta2, epsilon)
      rule.keep = Float(1 - rate * optimizer.weightDecay)
    }
    return rule
  }

  private func moments(
    _ rule: inout unroll_update_f32, _ rate: Double, _ beta1: Double, _ beta2: Double, _ epsilon: Double
  ) {
    rule.rule = unroll_adam
    rule.rate = Float(rate / (1 - power(beta1, Int(updates))))
    rule.root = Float((1 - power(beta2, Int(updates))).squareRoot())
    (rule.beta1, rule.fresh1) = (Float(beta1), Float(1 - beta1))
    (rule.beta2, rule.fresh2) = (Float(beta2), Float(1 - beta2))
    rule.epsilon = Float(epsilon)
  }
}
