import Autograd
import Testing

@testable import ComputationGraphs

@Suite struct SemiringsTests {
  /// Sums over the listed paths, for comparison.
  private func products(_ paths: Paths) -> [Double] { paths.ledger().compactMap { $0.product.number } }

  @Test func `One walk in every semiring agrees with the list of paths`() throws {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<60 {
      let program = try RandomProgram(steps: 12, names: 0.5, using: &random)
      let paths = try program.graph.paths(from: "x", to: "y")
      let products = products(paths)
      func isNear(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-12 * max(1, abs(b)) }
      #expect(try paths.total(PathCount.init).value == paths.count)
      #expect(isNear(try paths.total(PathSum.init).value, products.reduce(0, +)))
      #expect(isNear(try paths.total(AbsoluteSum.init).value, products.reduce(0) { $0 + abs($1) }))
      #expect(isNear(try paths.total(LargestProduct.init).value, products.map(abs).max() ?? 0))
      #expect(isNear(try paths.total(PathEntropy.init).entropy, entropy(products)))
    }
  }

  private func entropy(_ products: [Double]) -> Double {
    let total = products.reduce(0) { $0 + abs($1) }
    let shares = products.map { abs($0) / total }.filter { $0 > 0 }
    return shares.reduce(0) { $0 - $1 * Tensor($1, dtype: .float64).log().item() }
  }

  @Test func `The entropy of equal paths is the logarithm of their number`() throws {
    let x = Tensor(1, dtype: .float64, requiresGrad: true)
    var y = x
    for _ in 0..<5000 { y = (y + y) / 2 }
    let paths = try ComputationGraph(of: [("y", y)], naming: [("x", x)]).paths(from: "x", to: "y", view: .operations)
    // 2^5000 paths of 2^−5000 each: neither number exists in floating point.
    #expect(abs(try paths.total(PathEntropy.init).entropy - 5000 * Tensor(2, dtype: .float64).log().item()) < 1e-8)
    #expect(try paths.total(PathSum.init).value == 1)
  }

  @Test func `Paths of weight 0 have no entropy`() throws {
    let x = Tensor(-1, dtype: .float64, requiresGrad: true)
    let y = x.relu() + x.relu()
    let paths = try ComputationGraph(of: [("y", y)], naming: [("x", x)]).paths(from: "x", to: "y", view: .operations)
    #expect(try paths.total(PathEntropy.init).entropy == 0)
    #expect(try paths.total(LargestProduct.init).value == 0)
  }

  @Test func `Zero and one are neutral`() {
    let value = PathEntropy(0.3) + PathEntropy(-0.2)
    #expect(value + .zero == value && .zero + value == value && value * .one == value && value * .zero == .zero)
    #expect(PathEntropy.one.entropy == 0)
    #expect(AbsoluteSum(-2) + .zero == AbsoluteSum(2) && AbsoluteSum(-2) * .one == AbsoluteSum(2))
    #expect(LargestProduct(-2) + .zero == LargestProduct(2) && PathSum(-2) * .one == PathSum(-2))
    #expect(PathCount.zero + .one == PathCount(0.7))
  }
}
