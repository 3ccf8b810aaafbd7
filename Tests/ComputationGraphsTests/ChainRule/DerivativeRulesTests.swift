import Testing

@testable import Autograd
@testable import ComputationGraphs

@Suite struct DerivativeRulesTests {
  /// The local derivatives of y with respect to each operand.
  private func local(_ y: Tensor, _ names: [(String, Tensor)]) throws -> [String] {
    let graph = try ComputationGraph(of: [("y", y)], naming: names)
    let position = try #require(graph["y"])
    return try graph.nodes[position].operands.indices.map {
      try graph.localDerivative(of: position, withRespectToOperand: $0)
    }
  }

  @Test func `Local derivatives come from the rules themselves`() throws {
    let (a, b) = (Tensor([0.5, 2], requiresGrad: true), Tensor([1, 3], requiresGrad: true))
    let A = Tensor([[1, 2], [3, 4]], requiresGrad: true)
    let (x, s) = ([("x", a)], Tensor(0.5, requiresGrad: true))
    let pair = [("a", a), ("b", b)]
    #expect(try local(a.tanh(), x) == ["1 - y^2"])
    #expect(try local(a.sigmoid(), x) == ["y \\odot (1 - y)"])
    #expect(try local(s.sigmoid(), [("x", s)]) == ["y (1 - y)"])
    #expect(try local(a.relu(), x) == ["[x > 0]"])
    #expect(try local(a.exp(), x) == ["y"])
    #expect(try local(a.log(), x) == ["\\frac{1}{x}"])
    #expect(try local(a.sqrt(), x) == ["\\frac{1}{2 y}"])
    #expect(try local(a.pow(3), x) == ["3 x^2"])
    #expect(try local(a.clamp(min: 0, max: 1), x) == ["[x \\in [0, 1]]"])
    #expect(try local(a + b, pair) == ["1", "1"])
    #expect(try local(a - b, pair) == ["1", "-1"])
    #expect(try local(a * b, pair) == ["b", "a"])
    #expect(try local(a / b, pair) == ["\\frac{1}{b}", "\\frac{-y}{b}"])
    #expect(try local(s * b, [("a", s), ("b", b)]) == ["\\textstyle\\sum(\\bar{y} \\odot b)", "a"])
    #expect(try local(A.mv(a), [("A", A), ("x", a)]) == ["\\bar{y} x^\\top", "A^\\top \\bar{y}"])
    #expect(try local(a.softmax(axis: 0), x) == ["y \\odot (\\bar{y} - \\textstyle\\sum(\\bar{y} \\odot y))"])
    #expect(try local(a.sum(), x) == ["1"])
    #expect(
      try local(.where(a.greater(b), a, b), pair)
        == ["0", "\\mathrm{constant}_1 \\odot \\bar{y}", "(1 - \\mathrm{constant}_1) \\odot \\bar{y}"])
    // The same with a matrix that needs no gradient.
    #expect(try local(A.detach().mv(a), [("x", a)])[1] == "\\mathrm{constant}_1^\\top \\bar{y}")
  }

  @Test func `A new operation needs nothing extra`() throws {
    let x = Tensor(0.5, requiresGrad: true)
    #expect(try local(x.applying(Cubed()), [("x", x)]) == ["3 x^2"])
    let y = Tensor([0.5, 1], requiresGrad: true)
    let twice = Tensor.result(of: Doubled(), y, dims: y.dims, dtype: y.dtype)
    #expect(try local(twice, [("x", y)]) == ["2 \\bar{y}"])
    let graph = try ComputationGraph(of: [("z", x.applying(Cubed()).tanh())], naming: [("x", x)])
    var rules = DerivativeRules(graph)
    #expect(try rules.value(of: 1).latex() == "\\mathrm{Cubed}(x)")
  }

  @Test func `A chain of ten thousand unnamed values is given up without recursion`() throws {
    let x = Tensor(0.5, dtype: .float64, requiresGrad: true)
    var h = x
    for _ in 0..<10_000 { h = (h * 0.9).tanh() }
    let paths = try ComputationGraph(of: [("h", h)], naming: [("x", x)]).paths(from: "x", to: "h")
    #expect(throws: ComputationGraphError.formulaTooLong(most: Expression.most)) { try paths.formula() }
  }
}

private struct Cubed: ElementwiseUnary {
  var name: String { "Cubed" }
  func value<F: Element>(_ x: Number<F>) -> Number<F> { x * x * x }
  func pullback<N: Arithmetic>(_ g: N, x: N, y: N) -> N { g * (3 * x.pow(2)) }
}

private struct Doubled: Autograd.Operation {
  var name: String { "Doubled" }
  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] { [g * 2] }
}
