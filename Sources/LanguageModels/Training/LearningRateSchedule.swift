/// How the learning rate goes on from its first value η₀. What it depends on is in a checkpoint, never the clock: a run
/// that was interrupted takes the same rates.
package enum LearningRateSchedule: Sendable, Equatable {
  /// η = η₀
  case constant
  /// η is multiplied by `factor` after a validation that is no better than the best before, as PyTorch's
  /// word-language-model example does with 1/4.
  case plateau(factor: Double)
  /// η = η₀ (m + (1 − m) (1 + cos(π s / S)) / 2) in step s of S, with m the `minimum` fraction. Source: I. Loshchilov and
  /// F. Hutter, SGDR: stochastic gradient descent with warm restarts, ICLR 2017, equation 5, without restarts.
  case cosine(minimum: Double)
  /// η = η₀ factor^⌊e / every⌋ in epoch e, counted from 0, as `torch.optim.lr_scheduler.StepLR`.
  case step(every: Int, factor: Double)

  /// What η₀ is multiplied by.
  ///
  /// - Parameters:
  ///   - step: steps taken before.
  ///   - steps: S; nil where only the clock limits the run.
  ///   - epoch: epochs finished before.
  ///   - decays: validations so far that were no better than the best before.
  func factor(step: Int, of steps: Int?, epoch: Int, decays: Int) -> Double {
    switch self {
    case .constant: return 1
    case .plateau(let factor): return power(factor, decays)
    case .step(let every, let factor): return power(factor, epoch / every)
    case .cosine(let minimum):
      guard let steps, steps > 0 else { return 1 }
      let angle = Double.pi * Double(min(step, steps)) / Double(steps)
      return minimum + (1 - minimum) * (1 + LanguageModels.cosine(angle)) / 2
    }
  }

  private func power(_ factor: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { power, _ in power * factor }
  }
}
