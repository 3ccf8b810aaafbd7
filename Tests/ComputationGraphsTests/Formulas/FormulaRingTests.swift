import Autograd
import Testing

@testable import ComputationGraphs

@Suite struct FormulaRingTests {
  let network = UnrolledNetwork(.elman, length: 2)

  @Test func `Polynomials keep multiplicities and drop what cancels`() throws {
    let ring = PolynomialRing(of: network)
    let (a, b) = (ring.symbol(.partial(network.edges[0])), ring.symbol(.partial(network.edges[1])))
    let sum = try #require(ring.sum(a, b))
    let square = try #require(ring.product(sum, sum))
    #expect(square.terms.count == 3 && square.terms[[0, 1]] == Fraction(2) && square.terms[[0, 0]] == Fraction(1))
    let minus = try #require(ring.number(Fraction(-1)).flatMap { ring.product($0, square) })
    #expect(try #require(ring.sum(square, minus)).terms.isEmpty)
    let large = try #require(ring.number(Fraction(.max)))
    #expect(ring.sum(large, large) == nil && ring.product(large, large) == nil)
  }

  @Test func `A random point is the same for the same seed, and tells symbols apart`() {
    var (first, second) = (SeededGenerator(seed: 9), SeededGenerator(seed: 9))
    let (a, b) = (RandomPoint(of: network, using: &first), RandomPoint(of: network, using: &second))
    let values = network.edges.map { a.symbol(.partial($0)) }
    #expect(values == network.edges.map { b.symbol(.partial($0)) } && Set(values).count == values.count)
  }
}
