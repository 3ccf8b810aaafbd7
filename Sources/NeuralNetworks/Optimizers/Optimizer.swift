public import Autograd

/// A rule that makes better parameters of parameters and their gradients.
///
/// Parameters are values: a step puts new leaf tensors in their places, whose gradients are empty. What an optimiser
/// remembers of a parameter it keeps under the parameter's name.
public protocol Optimizer: Sendable {
  /// η, which a training loop may change from step to step.
  var learningRate: Double { get set }

  /// The parameter after one step along `gradient`, which has its shape.
  mutating func updated(_ parameter: Tensor, named name: String, gradient: Tensor) -> Tensor
}

extension Optimizer {
  /// One step with the gradients that `backward()` has added up; a parameter without one stays as it is.
  public mutating func step(_ model: inout some Module) {
    step(&model, gradients: model.parameters.map { $0.tensor.requiresGrad ? $0.tensor.grad : nil })
  }

  /// One step with gradients in the order of `model.parameters`; a parameter whose gradient is nil stays as it is.
  public mutating func step(_ model: inout some Module, gradients: [Tensor?]) {
    var remaining = gradients[...]
    model.forEachParameter { name, parameter in
      guard let gradient = remaining.popFirst() else {
        fatalError("step: \(gradients.count) gradients, and each of the model's parameters needs one")
      }
      guard let gradient else { return }
      require(
        gradient.shape == parameter.shape && gradient.dtype == parameter.dtype,
        "step: \(name) has shape \(parameter.shape) and its gradient \(gradient.shape), and they must be the same")
      let updated = updated(parameter, named: name, gradient: gradient)
      parameter = parameter.requiresGrad ? updated.requiringGrad() : updated
    }
    require(
      remaining.isEmpty, "step: \(gradients.count) gradients, \(remaining.count) more than the model has parameters")
  }
}
