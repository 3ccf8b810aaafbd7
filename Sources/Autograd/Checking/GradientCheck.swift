/// Compares the derivatives of a function of tensors with slopes that are measured.
///
/// With a random cotangent w for the function's value (1 for a single number) and a random direction v for its inputs,
/// the derivative along v is ⟨v, Jᵀw⟩ by the backward walk, and by central differences
///
///     (φ(x + h·v) − φ(x − h·v)) / 2h,   φ(x) = ⟨w, f(x)⟩,   h = ∛ε.
///
/// A handful of directions checks all elements at once (as HIPS autograd and JAX do it). Only when one fails are the
/// elements tried one by one, and the worst is named. The error of central differences is about h²·|φ‴|/6 from cutting the
/// Taylor series off plus ε·|φ|/h from rounding; the step ∛ε, some 6·10⁻⁶, makes both near 4·10⁻¹¹ for values of order
/// one (Griewank & Walther, *Evaluating Derivatives*, 2nd ed. 2008, section 1; Press et al., *Numerical Recipes*, 3rd
/// ed. 2007, section 5.7). Steps along an element x grow with |x| once that exceeds 1.
///
/// Where the slopes to the left and to the right still differ at a step sixteen times smaller, the point sits on a kink
/// (or a jump), and the check says so instead of comparing. A kink between the two steps only makes the wider one
/// useless; then the finer one counts. The backward walk also runs recorded (`createGraph`) and must
/// give the same numbers to 10⁻¹².
///
/// - Parameters:
///   - function: Computes one tensor, of any shape, from the inputs; the same each time it is called.
///   - inputs: The point, `.float64`. What the tensors are computed from does not matter: the check makes leaves of
///     them.
///   - order: 1 for the gradient; 2 to check the gradient's own gradient as well.
///   - directions: How many random directions are tried.
///   - tolerance: Greatest relative difference; gradients below 10⁻³ count as 10⁻³.
///   - seed: Decides w and v, so that a failure repeats.
/// - Throws: ``GradientCheckError`` for the first thing that does not hold.
/// - Complexity: One evaluation and two backward walks, four evaluations for each direction, and on failure four for each
///   element; for order 2 the same again, where an evaluation includes a recorded backward walk.
public func checkGradient(
  of function: ([Tensor]) -> Tensor, at inputs: [Tensor], order: Int = 1, directions: Int = 3,
  tolerance: Double = 1e-6, seed: UInt64 = 0
) throws(GradientCheckError) {
  require(order == 1 || order == 2, "checkGradient: order 1 or 2 can be checked, not \(order)")
  for (number, input) in inputs.enumerated() {
    guard input.dtype == .float64 else { throw .notDouble(what: "input \(number)") }
    if let bad = input.scalars.first(where: { !$0.isFinite }) { throw .nonFinite(what: "input \(number)", value: bad) }
  }
  try GradientCheck(inputs: inputs, order: 1, tolerance: tolerance, seed: seed).run(function, directions)
  guard order == 2 else { return }

  // x ↦ ⟨u, ∇φ(x)⟩ is a function like any other; its gradient is what `createGraph` is for.
  func slope(_ point: [Tensor]) -> Tensor {
    let leaves = point.map { $0.requiresGrad ? $0 : $0.requiringGrad() }
    var generator = RandomSigns(seed: ~seed)
    let value = function(leaves)
    var sum = Tensor.zeros([], dtype: .float64)
    guard value.requiresGrad else { return sum }
    let weighted = (value * generator.weights(of: value)).sum()
    for partial in gradients(of: weighted, withRespectTo: leaves, createGraph: true) {
      if let partial { sum = sum + (partial * generator.weights(of: partial)).sum() }
    }
    return sum
  }
  try GradientCheck(inputs: inputs, order: 2, tolerance: tolerance, seed: seed).run(slope, directions)
}

/// One order of a check.
private struct GradientCheck {
  typealias Place = GradientCheckError.Place

  static let step = Double.pow(.ulpOfOne, 1.0 / 3)
  /// Gradients smaller than this count as this.
  static let least = 1e-3

  let inputs: [Tensor]
  let order: Int
  let tolerance: Double
  let seed: UInt64

  func run(_ function: ([Tensor]) -> Tensor, _ directions: Int) throws(GradientCheckError) {
    var generator = RandomSigns(seed: seed)
    let leaves = inputs.map { $0.requiringGrad() }
    let value = function(leaves)
    guard value.dtype == .float64 else { throw .notDouble(what: "the function's value") }
    let weights = generator.weights(of: value)
    let center = try number(value, weights, "the function's value")
    let gradient = try backward(value, weights, leaves)
    let points = inputs.map(\.scalars)
    let size = zip(value.scalars, weights.scalars).reduce(1) { max($0, abs($1.0 * $1.1)) }
    func slopes(_ direction: [[Double]]) throws(GradientCheckError) -> Slopes {
      func along(_ step: Double) throws(GradientCheckError) -> Double {
        let moved = inputs.indices.map { input in
          Tensor(
            zip(points[input], direction[input]).map { $0 + step * $1 }, shape: inputs[input].shape, dtype: .float64)
        }
        return try number(function(moved), weights, "the function's value a step of \(step) away")
      }
      let (step, finer) = (Self.step, Self.step / 16)
      let (before, after) = (try along(-step), try along(step))
      let (justBefore, justAfter) = (try along(-finer), try along(finer))
      return Slopes(
        wide: ((center - before) / step, (after - center) / step),
        fine: ((center - justBefore) / finer, (justAfter - center) / finer))
    }

    for _ in 0..<directions {
      let direction = points.map { zip($0, generator.numbers($0.count)).map { max(1, abs($0)) * $1 } }
      let terms = zip(direction, gradient).flatMap { zip($0, $1).map { $0 * $1 } }
      let slopes = try slopes(direction)
      let scale = terms.reduce(0) { max($0, abs($1)) }
      let isWrong = !fits(terms.reduce(0, +), slopes, scale, size)
      if isWrong || isKink(slopes, size) { try nameTheWorst(gradient, points, size, slopes(_:)) }
    }
  }

  /// The gradient of ⟨w, f⟩ by both walks, held against each other.
  private func backward(_ value: Tensor, _ weights: Tensor, _ leaves: [Tensor]) throws(GradientCheckError) -> [[Double]]
  {
    guard value.requiresGrad else { return leaves.map { [Double](repeating: 0, count: $0.count) } }
    let weighted = (value * weights).sum()
    let unrecorded = gradients(of: weighted, withRespectTo: leaves)
    let recorded = gradients(of: weighted, withRespectTo: leaves, createGraph: true)
    var result: [[Double]] = []
    for (input, leaf) in leaves.enumerated() {
      let zeros = [Double](repeating: 0, count: leaf.count)
      let (first, second) = (unrecorded[input]?.scalars ?? zeros, recorded[input]?.scalars ?? zeros)
      let scale = first.reduce(1) { max($0, abs($1)) }
      for (element, (a, b)) in zip(first, second).enumerated() {
        let place = place(input, element)
        guard a.isFinite else { throw .nonFinite(what: "the gradient with respect to \(place)", value: a) }
        guard abs(a - b) <= 1e-12 * scale else {
          throw .walksDisagree(at: place, unrecorded: a, recorded: b, order: order)
        }
      }
      result.append(first)
    }
    return result
  }

  /// A direction failed: tries every element alone and throws what is worst.
  private func nameTheWorst(
    _ gradient: [[Double]], _ points: [[Double]], _ size: Double,
    _ slopes: ([[Double]]) throws(GradientCheckError) -> Slopes
  ) throws(GradientCheckError) {
    var direction = points.map { [Double](repeating: 0, count: $0.count) }
    var (worst, error): (Double, GradientCheckError?) = (0, nil)
    for input in points.indices {
      for element in points[input].indices {
        let scale = max(1, abs(points[input][element]))
        direction[input][element] = scale
        let slopes = try slopes(direction)
        direction[input][element] = 0
        if isKink(slopes, size) {
          throw .kink(
            at: place(input, element), left: slopes.fine.left / scale, right: slopes.fine.right / scale, order: order)
        }
        let (exact, measured) = (gradient[input][element] * scale, slopes.central)
        let excess = abs(exact - measured) / allowance(max(abs(exact), abs(measured)), size)
        if excess > worst {
          worst = excess
          error = .wrong(at: place(input, element), gradient: exact / scale, difference: measured / scale, order: order)
        }
      }
    }
    if let error { throw error }
  }

  /// How far a measured slope may be from the gradient: the tolerance, and the rounding of values of this size.
  private func allowance(_ scale: Double, _ size: Double) -> Double {
    tolerance * max(Self.least, scale) + 64 * Double.ulpOfOne * size / Self.step
  }

  /// Whether the gradient is the slope, or the difference goes away as the step becomes finer, as it does where the
  /// second derivative jumps or a kink lies within the wider step.
  private func fits(_ exact: Double, _ slopes: Slopes, _ scale: Double, _ size: Double) -> Bool {
    let (wide, fine) = (abs(exact - slopes.central), abs(exact - (slopes.fine.left + slopes.fine.right) / 2))
    let allowance = allowance(max(scale, abs(slopes.central)), size)
    return wide <= allowance || fine <= max(allowance, wide / 8)
  }

  /// Whether the slopes on both sides stay apart as the step becomes finer, or grow as at a jump.
  private func isKink(_ slopes: Slopes, _ size: Double) -> Bool {
    let (wide, fine) = (slopes.wide, slopes.fine)
    let (greatest, steepest) = (max(abs(wide.left), abs(wide.right)), max(abs(fine.left), abs(fine.right)))
    let noise = 16 * allowance(steepest, size)
    return abs(fine.left - fine.right) > max(abs(wide.left - wide.right) / 2, noise)
      || steepest > max(4 * greatest, noise)
  }

  private func place(_ input: Int, _ element: Int) -> Place {
    var (index, rest) = ([Int](), element)
    for size in inputs[input].shape.reversed() {
      index.insert(rest % size, at: 0)
      rest /= size
    }
    return Place(input: input, index: index)
  }

  private func number(_ value: Tensor, _ weights: Tensor, _ what: String) throws(GradientCheckError) -> Double {
    let scalars = value.scalars
    if let bad = scalars.first(where: { !$0.isFinite }) { throw .nonFinite(what: what, value: bad) }
    return zip(scalars, weights.scalars).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

/// One-sided slopes with a step, and with one sixteen times finer.
private struct Slopes {
  var wide: (left: Double, right: Double)
  var fine: (left: Double, right: Double)
  var central: Double { (wide.left + wide.right) / 2 }
}

/// Numbers of either sign between ½ and 3/2, so that every element counts.
private struct RandomSigns {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func numbers(_ count: Int) -> [Double] {
    (0..<count).map { _ in
      let magnitude = Double.random(in: 0.5..<1.5, using: &generator)
      return Bool.random(using: &generator) ? magnitude : -magnitude
    }
  }

  /// Weights for the elements of another tensor; a single number needs none, so it gets 1.
  mutating func weights(of other: Tensor) -> Tensor {
    Tensor(other.count == 1 ? [1] : numbers(other.count), shape: other.shape, dtype: .float64)
  }
}
