import Autograd
import Testing

@testable import ComputationGraphs

@Suite struct RankedPathsTests {
  @Test func `Every order lists every path once, and is sorted`() throws {
    var random = SeededGenerator(seed: 6)
    for round in 0..<60 {
      let program = try RandomProgram(steps: 10, names: [0.2, 0.6][round % 2], using: &random)
      for view in [PathView.named, .operations] {
        let paths = try program.graph.paths(from: "x", to: "y", view: view)
        guard paths.count < 20_000 else { continue }
        let listed = Set(paths)
        let byLength = Array(paths.byLength())
        #expect(Set(byLength) == listed && byLength.count == listed.count)
        #expect(zip(byLength, byLength.dropFirst()).allSatisfy { $0.length <= $1.length })
        let byContribution = Array(try paths.byContribution())
        #expect(Set(byContribution) == listed && byContribution.count == listed.count)
        let sizes = try paths.ledgerByContribution().compactMap { $0.product.number.map(abs) }
        #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $0 >= $1 * (1 - 1e-12) })
      }
    }
  }

  @Test func `The first is the largest product`() throws {
    let paths = try ScalarNetwork(length: 3, dtype: .float64).graph().paths(from: "U", to: "L")
    let first = try #require(try paths.ledgerByContribution().first { _ in true })
    #expect(first.ids == ["U", "h3", "o3", "L"])
    #expect(abs(first.product.norm - (try paths.total(LargestProduct.init).value)) < 1e-15)
  }

  @Test func `Products of 0 come last`() throws {
    let x = Tensor(-1, dtype: .float64, requiresGrad: true)
    let (a, b) = (x.relu(), x * 1e-9)
    let graph = try ComputationGraph(of: [("y", a + b)], naming: [("x", x), ("a", a), ("b", b)])
    let paths = try graph.paths(from: "x", to: "y")
    #expect(try paths.byContribution().map { paths.ids(of: $0)[1] } == ["b", "a"])
  }

  @Test func `A few of 2^10000 paths, without recursion`() throws {
    var h = Tensor(1, dtype: .float64, requiresGrad: true)
    let x = h
    for _ in 0..<10_000 { h = h * 0.75 + h * 0.25 }
    let paths = try ComputationGraph(of: [("h", h)], naming: [("x", x)]).paths(from: "x", to: "h", view: .operations)
    #expect(paths.byLength().prefix(3).map(\.length) == [20_000, 20_000, 20_000])
    let best = Array(try paths.byContribution().prefix(3))
    #expect(Set(best).count == 3)
  }

  @Test func `What is not finite has no order`() throws {
    let x = Tensor(0, dtype: .float64, requiresGrad: true)
    let y = x.log()
    let graph = try ComputationGraph(of: [("z", y * 2)], naming: [("x", x), ("y", y)])
    let paths = try graph.paths(from: "x", to: "z")
    #expect(throws: ComputationGraphError.notFinite(result: "y", operand: "x")) { try paths.byContribution() }
    #expect(Array(paths.byLength()).count == 1)
    #expect(paths.ledger().map { $0.sum.number } == [.infinity])
  }
}
