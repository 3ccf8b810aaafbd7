import Testing

@testable import Autograd

/// The check must accept what is right and name what is wrong, so it is tried on wrong rules of every kind.
struct GradientCheckTests {
  private static let x = Tensor([[0.3, -0.8, 1.2], [0.5, 2.0, -1.5]], dtype: .float64)

  private static func failure(
    order: Int = 1, at inputs: [Tensor] = [x], _ function: ([Tensor]) -> Tensor
  ) -> GradientCheckError? {
    do throws(GradientCheckError) {
      try checkGradient(of: function, at: inputs, order: order)
      return nil
    } catch {
      return error
    }
  }

  @Test func acceptsWhatIsRight() throws {
    try checkGradient(of: { $0[0].tanh() }, at: [Self.x], order: 2)
    try checkGradient(
      of: { ($0[0] * $0[1]).exp().sum(axis: 0) }, at: [Self.x, Tensor([0.2, 0.4, -0.3], dtype: .float64)], order: 2)
    try checkGradient(of: { $0[0] * 1e6 }, at: [Self.x])
    try checkGradient(of: { ($0[0] / 1e6).sigmoid() }, at: [Self.x * 1e6])
  }

  @Test func acceptsConstantsUnusedInputsAndNoElements() throws {
    try checkGradient(of: { $0[0].sign() }, at: [Self.x], order: 2)
    try checkGradient(of: { $0[1] * $0[1] }, at: [Self.x, Self.x], order: 2)
    try checkGradient(of: { $0[0].exp() }, at: [.zeros([0, 3], dtype: .float64)], order: 2)
    try checkGradient(of: { _ in .zeros([0], dtype: .float64) }, at: [], order: 2)
  }

  @Test func theInputsMayHaveAHistory() throws {
    let y = Self.x.requiringGrad().exp()
    try checkGradient(of: { $0[0].log() }, at: [y])
  }

  @Test func findsAFactorThatIsSlightlyWrong() throws {
    let error = try #require(Self.failure { $0[0].applying(WrongFactor()).sum() })
    guard case .wrong(let place, let gradient, let difference, 1) = error else { throw error }
    // The factor's error is largest, against the allowance, where the value is.
    #expect(place == .init(input: 0, index: [1, 1]))
    #expect(abs(gradient - 2.001 * 2) < 1e-9 && abs(difference - 4) < 1e-7)
    #expect(
      error.description.hasPrefix("checkGradient: the gradient with respect to input 0 at [1, 1] is 4.002; finite"))
  }

  @Test func findsADroppedTermInTheSecondInput() throws {
    let error = try #require(
      Self.failure(at: [Self.x, Self.x + 3]) { $0[0].applying(DroppedTerm(), with: $0[1]) })
    guard case .wrong(let place, 0, let difference, 1) = error else { throw error }
    #expect(place.input == 1 && abs(difference) > 0.01)
  }

  @Test func findsATransposedProduct() throws {
    let square = Tensor([[0.3, -0.8], [0.5, 2.0]], dtype: .float64)
    let error = try #require(Self.failure(at: [square, square + 1]) { TransposedProduct.apply($0[0], $0[1]) })
    guard case .wrong(_, _, _, 1) = error else { throw error }
  }

  @Test func findsAMissingElement() throws {
    let error = try #require(Self.failure { $0[0].applying(MissesTwo()) })
    guard case .wrong(let place, 0, _, 1) = error else { throw error }
    #expect(place == .init(input: 0, index: [1, 1]))
  }

  @Test func findsBroadcastingThatIsNotUndone() throws {
    let error = try #require(
      Self.failure(at: [Self.x, Tensor([1, 2, 3], dtype: .float64)]) {
        $0[0].applying(RepeatsWithoutSumming(), with: $0[1])
      })
    #expect(error.description.contains("input 1"))
  }

  /// Right in numbers and wrong when recorded: only `createGraph` shows it.
  @Test func findsWalksThatDisagree() throws {
    let error = try #require(Self.failure { $0[0].applying(WrongWhenRecorded()) })
    guard case .walksDisagree(_, let unrecorded, let recorded, 1) = error else { throw error }
    #expect(abs(recorded - 2 * unrecorded) < 1e-12)
  }

  /// The gradient is right, but computed from a copy without history: its own gradient is missing.
  @Test func findsAWrongSecondDerivative() throws {
    #expect(Self.failure { $0[0].applying(ForgetsItsHistory()) } == nil)
    let error = try #require(Self.failure(order: 2) { $0[0].applying(ForgetsItsHistory()) })
    guard case .wrong(_, 0, _, 2) = error else { throw error }
    #expect(error.description.hasPrefix("checkGradient: the gradient of the gradient with respect to input 0"))
  }

  @Test func saysThatThePointIsOnAKink() throws {
    let point = Tensor([1, 0, -1], dtype: .float64)
    let place = GradientCheckError.Place(input: 0, index: [1])
    for function: (Tensor) -> Tensor in [{ $0.relu() }, { $0.clamp(min: 0) }, { $0.abs() }, { $0.clamp(max: 0) }] {
      let error = try #require(Self.failure(at: [point]) { function($0[0]).sum() })
      guard case .kink(place, let left, let right, 1) = error else { throw error }
      #expect(abs(abs(left - right) - 1) < 1e-6 || abs(abs(left - right) - 2) < 1e-6)
    }
    let jump = Self.failure(at: [point]) { $0[0] * $0[0].greater(.zeros([], dtype: .float64)) + $0[0].sign() }
    guard case .kink(place, _, _, 1) = try #require(jump) else { throw try #require(jump) }
  }

  @Test func saysThatTheGradientIsOnAKink() throws {
    let error = try #require(Self.failure(order: 2, at: [Tensor([0], dtype: .float64)]) { $0[0] * $0[0].abs() })
    guard case .kink(_, let left, let right, 2) = error else { throw error }
    #expect(left * right < 0)
    #expect(error.description.contains("slope of the gradient"))
  }

  @Test func aKinkNearbyDoesNoHarm() throws {
    try checkGradient(of: { $0[0].relu() }, at: [Tensor([1e-3, -1e-3, 5], dtype: .float64)])
  }

  @Test func namesWhatIsNotFinite() {
    let bad = Self.failure(at: [Self.x, Tensor([1, .nan], dtype: .float64)]) { $0[0] }
    #expect(bad?.description.hasPrefix("checkGradient: input 1 is nan") == true)
    let value = Self.failure { $0[0].log() }
    #expect(
      value?.description.hasPrefix("checkGradient: the function's value is") == true
        && value?.description.contains("nan;") == true)
    let gradient = Self.failure(at: [Tensor([1, 0], dtype: .float64)]) { $0[0].sqrt() }
    #expect(
      gradient?.description.hasPrefix("checkGradient: the gradient with respect to input 0 at [1] is inf") == true)
    let nearby = Self.failure(at: [Tensor([1, 0], dtype: .float64)]) { $0[0].pow(1.5) }
    #expect(nearby?.description.hasPrefix("checkGradient: the function's value a step of") == true)
  }

  @Test func asksForDoublePrecision() {
    #expect(Self.failure(at: [Tensor([1, 2])]) { $0[0] } == .notDouble(what: "input 0"))
    #expect(Self.failure { _ in Tensor([1]) } == .notDouble(what: "the function's value"))
    #expect(GradientCheckError.notDouble(what: "input 0").description.contains("to(.float64)"))
  }

  @Test func theOrderIsOneOrTwo() async {
    await #expect(processExitsWith: .failure) { try checkGradient(of: { $0[0] }, at: [], order: 3) }
  }
}

private struct WrongFactor: ElementwiseUnary {
  var name: String { "WrongFactor" }
  func value<F: Element>(_ x: Number<F>) -> Number<F> { x * x }
  func pullback<N: Arithmetic>(_ g: N, x: N, y: N) -> N { g * (2.001 * x) }
}

private struct DroppedTerm: ElementwiseBinary {
  var name: String { "DroppedTerm" }
  func value<F: Element>(_ a: Number<F>, _ b: Number<F>) -> Number<F> { a * b }
  func pullback<N: Arithmetic>(_ g: N, _ a: N, _ b: N, y: N) -> (N, N) { (g * b, 0 * (g * a)) }
}

private struct MissesTwo: ElementwiseUnary {
  var name: String { "MissesTwo" }
  func value<F: Element>(_ x: Number<F>) -> Number<F> { x.exp() }
  func pullback<N: Arithmetic>(_ g: N, x: N, y: N) -> N { (g * y).masked(by: (-1 * x).isGreater(than: -1.9)) }
}

private struct WrongWhenRecorded: ElementwiseUnary {
  var name: String { "WrongWhenRecorded" }
  func value<F: Element>(_ x: Number<F>) -> Number<F> { x.exp() }
  func pullback<N: Arithmetic>(_ g: N, x: N, y: N) -> N { N.self == Tensor.self ? 2 * (g * y) : g * y }
}

private struct ForgetsItsHistory: Operation {
  var name: String { "ForgetsItsHistory" }
  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] { [g * result.detach()] }
}

private struct TransposedProduct: Operation {
  var name: String { "TransposedProduct" }
  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    [g.matmul(operands[1]), operands[0].T.matmul(g)]
  }
  static func apply(_ a: Tensor, _ b: Tensor) -> Tensor {
    replaced(a.detach().matmul(b.detach()), by: Self(), [a, b])
  }
}

extension Tensor {
  fileprivate func applying(_ operation: ForgetsItsHistory) -> Tensor {
    replaced(detach().exp(), by: operation, [self])
  }

  /// Broadcasting whose rule gives only the first of what it repeated.
  fileprivate func applying(_ operation: RepeatsWithoutSumming, with other: Tensor) -> Tensor {
    replaced(detach() * other.detach(), by: operation, [self, other])
  }
}

private struct RepeatsWithoutSumming: Operation {
  var name: String { "RepeatsWithoutSumming" }
  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    let repeated = g * operands[0]
    return [g * operands[1], repeated.sum(axis: 0) / Double(repeated.shape[0])]
  }
}

/// The value with a history of one operation.
private func replaced<O: Operation>(_ value: Tensor, by operation: O, _ operands: [Tensor]) -> Tensor {
  let result = Tensor.result(of: operation, operands, dims: value.dims, dtype: value.dtype)
  result.node.data.copyMemory(from: value.node.data, byteCount: value.count * value.dtype.size)
  return result
}
