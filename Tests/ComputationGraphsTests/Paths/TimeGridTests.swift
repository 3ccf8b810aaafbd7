import Autograd
import Testing

@testable import ComputationGraphs

@Suite struct TimeGridTests {
  /// ∂L/∂o_t · W · V^(t−k) · x_k, by hand: all units are active.
  @Test func `The lower triangle of the lab's sequence`() throws {
    let grid = try ScalarNetwork(length: 3, dtype: .float64).graph().paths(from: "U", to: "L").grid()
    #expect(grid.steps == [1, 2, 3])
    #expect(grid.cells.count == 6)
    let errors = [1: -1.17, 2: -1.358, 3: -1.5496]
    for (t, error) in errors {
      for k in 1...t {
        let expected = (k..<t).reduce(error * 0.3 * [0.5, 0.6, 0.7][k - 1]) { product, _ in product * 0.2 }
        #expect(abs(try #require(grid[k, t]?.number) - expected) < 1e-14)
      }
    }
    #expect(grid[2, 1] == nil)
    #expect(abs(try #require(grid.total?.number) + 0.8511792) < 1e-14)
  }

  @Test func `Cells are the sums over the paths of their steps`() throws {
    let network = LSTMNetwork(length: 4)
    let paths = try network.graph().paths(from: "w1", to: "L")
    var sums: [TimeGrid.Cell: Double] = [:]
    for row in paths.ledger() {
      let steps = row.ids.dropFirst().dropLast().compactMap { TimeIndex($0)?.step }
      sums[TimeGrid.Cell(k: steps.first, t: steps.last), default: 0] += row.product.number ?? .nan
    }
    let grid = try paths.grid()
    #expect(Set(grid.cells) == Set(sums.keys))
    for (cell, sum) in sums { #expect(abs(try #require(grid[cell]?.number) - sum) < 1e-14) }
  }

  @Test func `For matrices each cell is a matrix`() throws {
    let lab = LabNetwork(dtype: .float64)
    let paths = try lab.graph().paths(from: "U", to: "L")
    let grid = try paths.grid()
    #expect(grid.cells.count == 3)
    let gradient = try #require(gradients(of: lab.loss, withRespectTo: [lab.variables[0].1])[0])
    let total = try #require(grid.total)
    #expect(zip(total.elements, gradient.scalars).allSatisfy { abs($0 - $1) <= 1e-12 })
    let rows = Array(paths.ledger())
    #expect(grid[1, 2]?.norm == rows.first { $0.ids.contains("h1") && $0.ids.contains("h2") }?.product.norm)
  }

  @Test func `Steps can be given`() throws {
    let paths = try ScalarNetwork(length: 2, dtype: .float64).graph().paths(from: "U", to: "L")
    let grid = try paths.grid { name in name.hasPrefix("o") ? nil : TimeIndex(name).map { 10 * $0.step } }
    #expect(grid.steps == [10, 20])
    #expect(abs(try #require(grid[10, 20]?.number) + 0.04074) < 1e-14)
    let none = try paths.grid { _ in nil }
    #expect(none.steps.isEmpty && none.cells.count == 1)
  }

  @Test func `Nothing between, and an output of several numbers`() throws {
    let graph = try LabNetwork().graph()
    #expect(try graph.paths(from: "L", to: "U").grid().cells.isEmpty)
    #expect(throws: ComputationGraphError.notANumber("o2", shape: [2])) { try graph.paths(from: "U", to: "o2").grid() }
  }
}
