import Autograd
import Testing

@testable import ComputationGraphs

@Suite struct OperationNotationTests {
  /// How a value is written, from the names of what it is computed from.
  private func written(_ value: Tensor, _ names: [(String, Tensor)]) throws -> String {
    let graph = try ComputationGraph(of: [("y", value * 1)], variables: names)
    var rules = DerivativeRules(graph)
    return try rules.value(of: try #require(graph.nodes.last?.operands[0])).latex()
  }

  @Test func `Signs and functions`() throws {
    let (a, b) = (Tensor([0.5, 2], requiresGrad: true), Tensor([1, 3], requiresGrad: true))
    let A = Tensor([[1, 2], [3, 4]], requiresGrad: true)
    let names = [("a", a), ("b", b), ("A", A)]
    let cases: [(Tensor, String)] = [
      (a + b, "a + b"), (a - b, "a - b"), (a * b, "a \\odot b"), (a / b, "\\frac{a}{b}"), (-a, "-a"),
      (a.pow(3), "a^3"), (a.pow(b), "a^b"), (a.exp(), "e^a"), (a.log(), "\\ln(a)"), (a.sqrt(), "\\sqrt{a}"),
      (a.abs(), "|a|"), (a.tanh(), "\\tanh(a)"), (a.sigmoid(), "\\sigma(a)"), (a.relu(), "\\mathrm{ReLU}(a)"),
      (a.softmax(axis: 0), "\\mathrm{softmax}(a)"), (a.logSoftmax(axis: 0), "\\ln(\\mathrm{softmax}(a))"),
      (A.mv(a), "A a"), (A.matmul(A.T), "A A^\\top"), (a.outer(b), "a b^\\top"), (a.sum(), "\\textstyle\\sum(a)"),
      (a[1], "{a}_{[1]}"), (A.flatten(), "A"), (a.to(.float64).to(.float32), "a"),
      (a.sum() * 2 + 1, "2 \\textstyle\\sum(a) + 1"),
      (A.matmul(a) * b, "A a \\odot b"), (a.norm(), "\\mathrm{LinalgVectorNorm}(a)"),
      (Tensor.concatenate([a, b], axis: 0), "\\mathrm{Cat}(a, b)"),
    ]
    for (value, latex) in cases { #expect(try written(value, names) == latex) }
  }
}
