public import Autograd

/// What a training loop reports after a step.
public struct TrainingStep: Sendable {
  /// Counted from 1.
  public let number: Int
  /// The batch's loss before the step.
  public let loss: Double
  /// √Σ g² of the batch's gradients, before any clipping.
  public let gradientNorm: Double
  /// Time since the loop began.
  public let elapsed: Duration
}

/// Whether a training loop goes on.
public enum TrainingDecision: Sendable {
  /// The next batch, please.
  case proceed
  /// Enough.
  case stop
}

/// Why a training loop could not go on; the model is as it was before the step.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
  /// The loss was infinite or not a number.
  case loss(step: Int, value: Double)
  /// A parameter's gradient had an infinite norm, or one that is not a number.
  case gradient(step: Int, parameter: String)

  /// One sentence, with what usually helps.
  public var description: String {
    switch self {
    case .loss(let step, let value):
      "step \(step): the loss is \(value); a smaller learning rate or clipping the gradients' norm usually helps"
    case .gradient(let step, let parameter):
      "step \(step): the gradient of \(parameter) is not finite; a smaller learning rate or shorter windows usually help"
    }
  }
}

/// Trains `model`: for each batch the loss, its gradients, and one step of the optimiser.
///
///     try train(&model, on: batches, with: &optimizer, maximumGradientNorm: 1) { model, batch in
///       crossEntropy(model(batch.input), targets: batch.targets)
///     } afterStep: { step, model, optimizer in
///       print(step.number, step.loss)
///       return step.loss < 0.1 ? .stop : .proceed
///     }
///
/// - Parameters:
///   - model: its parameters that require gradients are learnt.
///   - batches: each is trained on once, in order.
///   - optimizer: keeps what it remembers for the next call.
///   - maximumGradientNorm: gradients are scaled down to this common norm; not at all where nil.
///   - loss: a scalar of one batch. State that is carried from batch to batch is the closure's to keep, detached.
///   - afterStep: sees every step, may change the optimiser's learning rate, and decides whether to go on.
/// - Returns: the last step, or nil if there was no batch.
/// - Throws: ``TrainingError``, or what `loss` or `afterStep` throws.
@discardableResult
public func train<Model: Module, Batches: Sequence, Rule: Optimizer>(
  _ model: inout Model, on batches: Batches, with optimizer: inout Rule, maximumGradientNorm: Double? = nil,
  loss: (Model, Batches.Element) throws -> Tensor,
  afterStep: (TrainingStep, Model, inout Rule) throws -> TrainingDecision = { _, _, _ in .proceed }
) throws -> TrainingStep? {
  let clock = ContinuousClock()
  let start = clock.now
  var last: TrainingStep?
  for batch in batches {
    let number = (last?.number ?? 0) + 1
    let value = try loss(model, batch)
    guard value.item().isFinite else { throw TrainingError.loss(step: number, value: value.item()) }
    let parameters = model.parameters
    var gradients = learntGradients(of: value, parameters)
    let norm = gradientNorm(gradients)
    if !norm.isFinite {
      let culprit = zip(parameters, gradients).first { !gradientNorm([$0.1]).isFinite }
      throw TrainingError.gradient(step: number, parameter: culprit?.0.name ?? "all parameters together")
    }
    if let maximumGradientNorm { gradients = clipped(gradients, toNorm: maximumGradientNorm).gradients }
    optimizer.step(&model, gradients: gradients)
    let step = TrainingStep(
      number: number, loss: value.item(), gradientNorm: norm, elapsed: start.duration(to: clock.now))
    last = step
    if try afterStep(step, model, &optimizer) == .stop { break }
  }
  return last
}

/// Gradients in the order of `parameters`; nil for those that are not learnt or do not matter to the loss.
private func learntGradients(of loss: Tensor, _ parameters: [(name: String, tensor: Tensor)]) -> [Tensor?] {
  let learnt = parameters.indices.filter { parameters[$0].tensor.requiresGrad }
  var result: [Tensor?] = Array(repeating: nil, count: parameters.count)
  for (index, gradient) in zip(
    learnt, gradients(of: loss, withRespectTo: learnt.map { parameters[$0].tensor }))
  {
    result[index] = gradient
  }
  return result
}
