public import Autograd

/// Adaptive moments, as `torch.optim.Adam`:
///
///     g = gradient + weightDecay θ
///     m = β₁ m + (1 − β₁) g,   v = β₂ v + (1 − β₂) g²
///     θ = θ − η m / (1 − β₁ᵗ) / (√(v / (1 − β₂ᵗ)) + ε)
///
/// Source: D. P. Kingma and J. Ba, Adam: a method for stochastic optimization, ICLR 2015, Algorithm 1.
public struct Adam: Optimizer {
  /// η
  public var learningRate: Double
  /// The factor of the penalty θ²/2, which is part of the gradient.
  public let weightDecay: Double
  private var moments: AdamMoments

  /// An optimiser that has taken no step yet.
  public init(
    learningRate: Double = 1e-3, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    weightDecay: Double = 0
  ) {
    self.learningRate = learningRate
    self.weightDecay = weightDecay
    moments = AdamMoments(beta1: beta1, beta2: beta2, epsilon: epsilon)
    checkAdam("Adam", learningRate, moments, weightDecay)
  }

  /// The parameter after one step.
  public mutating func updated(_ parameter: Tensor, named name: String, gradient: Tensor) -> Tensor {
    moments.updated(parameter, named: name, gradient, rate: learningRate, penalty: weightDecay, decay: 0)
  }
}

/// ``Adam`` with the decay of weights apart from the gradient, as `torch.optim.AdamW`: θ = (1 − η weightDecay) θ first,
/// then Adam's step with g = gradient.
///
/// Source: I. Loshchilov and F. Hutter, Decoupled weight decay regularization, ICLR 2019, Algorithm 2.
public struct AdamW: Optimizer {
  /// η
  public var learningRate: Double
  /// The part of η by which every weight shrinks in a step.
  public let weightDecay: Double
  private var moments: AdamMoments

  /// An optimiser that has taken no step yet.
  public init(
    learningRate: Double = 1e-3, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    weightDecay: Double = 0.01
  ) {
    self.learningRate = learningRate
    self.weightDecay = weightDecay
    moments = AdamMoments(beta1: beta1, beta2: beta2, epsilon: epsilon)
    checkAdam("AdamW", learningRate, moments, weightDecay)
  }

  /// The parameter after one step.
  public mutating func updated(_ parameter: Tensor, named name: String, gradient: Tensor) -> Tensor {
    moments.updated(parameter, named: name, gradient, rate: learningRate, penalty: 0, decay: learningRate * weightDecay)
  }
}

private func checkAdam(_ name: String, _ learningRate: Double, _ moments: AdamMoments, _ weightDecay: Double) {
  require(
    learningRate >= 0 && weightDecay >= 0 && moments.epsilon >= 0,
    "\(name): learning rate \(learningRate), weight decay \(weightDecay) and epsilon \(moments.epsilon) must not be "
      + "negative")
  require(
    (0..<1).contains(moments.beta1) && (0..<1).contains(moments.beta2),
    "\(name): beta1 \(moments.beta1) and beta2 \(moments.beta2) must be at least 0 and below 1")
}

/// The running means m and v of each parameter, and the step that ``Adam`` and ``AdamW`` share.
private struct AdamMoments: Sendable {
  struct Means<Scalar: TensorScalar>: Sendable {
    var step = 0
    var first: [Scalar] = []
    var second: [Scalar] = []
  }

  let beta1: Double
  let beta2: Double
  let epsilon: Double
  private var float32: [String: Means<Float>] = [:]
  private var float64: [String: Means<Double>] = [:]

  init(beta1: Double, beta2: Double, epsilon: Double) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  /// θ after one step: `penalty` θ joins the gradient, `decay` θ is taken off θ first.
  mutating func updated(
    _ parameter: Tensor, named name: String, _ gradient: Tensor, rate: Double, penalty: Double, decay: Double
  ) -> Tensor {
    switch parameter.dtype {
    case .float32: step(parameter, gradient, &float32[name, default: Means()], rate, penalty, decay)
    case .float64: step(parameter, gradient, &float64[name, default: Means()], rate, penalty, decay)
    }
  }

  private func step<Scalar: TensorScalar>(
    _ parameter: Tensor, _ gradient: Tensor, _ means: inout Means<Scalar>, _ rate: Double, _ penalty: Double,
    _ decay: Double
  ) -> Tensor {
    if means.step == 0 {
      means.first = Array(repeating: 0, count: parameter.count)
      means.second = means.first
    }
    require(
      means.first.count == parameter.count,
      "Adam: a parameter of shape \(parameter.shape) had \(means.first.count) numbers before: each model needs its own")
    means.step += 1
    let (b1, b2) = (Scalar(beta1), Scalar(beta2))
    let (c1, c2) = (Scalar(1 - beta1), Scalar(1 - beta2))
    let stepSize = Scalar(rate / (1 - power(beta1, means.step)))
    let root = Scalar((1 - power(beta2, means.step)).squareRoot())
    let (keep, penalty, epsilon) = (Scalar(1 - decay), Scalar(penalty), Scalar(epsilon))
    let scalars = parameter.withElements(of: Scalar.self) { old in
      gradient.withElements(of: Scalar.self) { gradient in
        means.first.withUnsafeMutableBufferPointer { m in
          means.second.withUnsafeMutableBufferPointer { v in
            [Scalar](unsafeUninitializedCapacity: old.count) { new, count in
              count = old.count
              for i in old.indices {
                let g = gradient[i] + penalty * old[i]
                m[i] = b1 * m[i] + c1 * g
                v[i] = b2 * v[i] + c2 * g * g
                let denominator = v[i].squareRoot() / root + epsilon
                new.initializeElement(at: i, to: keep * old[i] - stepSize * m[i] / denominator)
              }
            }
          }
        }
      }
    }
    return Scalar.tensor(scalars, parameter.shape)
  }
}

extension AdamMoments {
  var memory: [OptimizerMemory] {
    float32.sorted { $0.key < $1.key }.flatMap { name, means in
      [
        OptimizerMemory(slot: "first", parameter: name, values: means.first),
        OptimizerMemory(slot: "second", parameter: name, values: means.second),
      ]
    }
  }

  mutating func restore(_ memory: [OptimizerMemory], steps: Int) {
    (float32, float64) = ([:], [:])
    for part in memory {
      float32[part.parameter, default: Means()].step = steps
      if part.slot == "first" {
        float32[part.parameter]?.first = part.values
      } else {
        float32[part.parameter]?.second = part.values
      }
    }
  }
}

extension Adam: ResumableOptimizer {
  /// The means of gradients and of their squares, under the slots `first` and `second`.
  package var memory: [OptimizerMemory] { moments.memory }

  package mutating func restore(_ memory: [OptimizerMemory], steps: Int) { moments.restore(memory, steps: steps) }
}

extension AdamW: ResumableOptimizer {
  /// The means of gradients and of their squares, under the slots `first` and `second`.
  package var memory: [OptimizerMemory] { moments.memory }

  package mutating func restore(_ memory: [OptimizerMemory], steps: Int) { moments.restore(memory, steps: steps) }
}

/// x to a natural power, by squaring.
package func power(_ x: Double, _ exponent: Int) -> Double {
  var (result, square, rest) = (1.0, x, exponent)
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return result
}
