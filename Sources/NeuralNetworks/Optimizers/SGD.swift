public import Autograd

/// Stochastic gradient descent, as `torch.optim.SGD`:
///
///     g = gradient + weightDecay θ
///     v = momentum v + (1 − dampening) g          (v = g in the first step)
///     θ = θ − η v, or with Nesterov's momentum θ = θ − η (g + momentum v)
///
/// Sources: H. Robbins and S. Monro, A stochastic approximation method, Annals of Mathematical Statistics 22 (1951),
/// 400–407; I. Sutskever et al., On the importance of initialization and momentum in deep learning, ICML 2013.
public struct SGD: Optimizer {
  /// η
  public var learningRate: Double
  /// How much of the last step's direction is kept; 0 for plain descent.
  public let momentum: Double
  /// How much of the gradient is left out of the direction.
  public let dampening: Double
  /// Whether the step looks ahead along its momentum.
  public let nesterov: Bool
  /// The factor of the penalty θ²/2.
  public let weightDecay: Double
  private var float32: [String: [Float]] = [:]
  private var float64: [String: [Double]] = [:]

  /// Descent that has taken no step yet.
  public init(
    learningRate: Double, momentum: Double = 0, dampening: Double = 0, nesterov: Bool = false, weightDecay: Double = 0
  ) {
    require(
      learningRate >= 0 && momentum >= 0 && weightDecay >= 0,
      "SGD: learning rate \(learningRate), momentum \(momentum) and weight decay \(weightDecay) must not be negative")
    require(
      !nesterov || (momentum > 0 && dampening == 0), "SGD: Nesterov's momentum needs a momentum and no dampening")
    self.learningRate = learningRate
    self.momentum = momentum
    self.dampening = dampening
    self.nesterov = nesterov
    self.weightDecay = weightDecay
  }

  /// The parameter after one step.
  public mutating func updated(_ parameter: Tensor, named name: String, gradient: Tensor) -> Tensor {
    switch parameter.dtype {
    case .float32: step(parameter, gradient, &float32[name, default: []])
    case .float64: step(parameter, gradient, &float64[name, default: []])
    }
  }

  private func step<Scalar: TensorScalar>(
    _ parameter: Tensor, _ gradient: Tensor, _ velocity: inout [Scalar]
  ) -> Tensor {
    let isFirst = velocity.isEmpty
    if isFirst && momentum != 0 { velocity = Array(repeating: 0, count: parameter.count) }
    require(
      momentum == 0 || velocity.count == parameter.count,
      "SGD: a parameter of shape \(parameter.shape) had \(velocity.count) numbers before: each model needs its own SGD")
    let (rate, momentum, decay) = (Scalar(learningRate), Scalar(momentum), Scalar(weightDecay))
    let share = isFirst ? 1 : Scalar(1 - dampening)
    let scalars = parameter.withElements(of: Scalar.self) { old in
      gradient.withElements(of: Scalar.self) { gradient in
        [Scalar](unsafeUninitializedCapacity: old.count) { new, count in
          count = old.count
          for i in old.indices {
            let g = gradient[i] + decay * old[i]
            var direction = g
            if momentum != 0 {
              velocity[i] = momentum * velocity[i] + share * g
              direction = nesterov ? g + momentum * velocity[i] : velocity[i]
            }
            new.initializeElement(at: i, to: old[i] - rate * direction)
          }
        }
      }
    }
    return Scalar.tensor(scalars, parameter.shape)
  }
}

extension SGD: ResumableOptimizer {
  /// Velocities, under the slot `velocity`.
  package var memory: [OptimizerMemory] {
    float32.filter { !$0.value.isEmpty }.map { OptimizerMemory(slot: "velocity", parameter: $0.key, values: $0.value) }
      .sorted { $0.parameter < $1.parameter }
  }

  package mutating func restore(_ memory: [OptimizerMemory], steps: Int) {
    float32 = Dictionary(uniqueKeysWithValues: memory.map { ($0.parameter, $0.values) })
    float64 = [:]
  }
}
