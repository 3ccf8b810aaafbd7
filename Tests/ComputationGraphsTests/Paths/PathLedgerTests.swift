import Autograd
import Testing

@testable import ComputationGraphs

@Suite struct PathLedgerTests {
  /// dL/dU by hand, as the lab has it.
  @Test(arguments: [(1, -0.1755), (2, -0.46068), (3, -0.8511792)])
  func `The lab's sequences`(length: Int, derivative: Double) throws {
    let network = ScalarNetwork(length: length, dtype: .float64)
    let rows = Array(try network.graph().paths(from: "U", to: "L").ledger())
    let sum = try #require(rows.last?.sum.number)
    #expect(abs(sum - derivative) <= 1e-12 * abs(derivative))
    let gradient = try #require(gradients(of: network.loss, withRespectTo: [network.U])[0]).item()
    #expect(abs(sum - gradient) <= 1e-12 * abs(gradient))
    let step = 1e-6
    let losses = [0.1 + step, 0.1 - step].map { ScalarNetwork(length: length, dtype: .float64, U: $0).loss.item() }
    let difference = (losses[0] - losses[1]) / (2 * step)
    #expect(abs(sum - difference) <= 1e-7 * abs(difference))
  }

  @Test func `A row has its edges' partials, their product, and the sum so far`() throws {
    let rows = Array(try ScalarNetwork(length: 2, dtype: .float64).graph().paths(from: "U", to: "L").ledger())
    #expect(rows.map(\.ids) == [["U", "h1", "o1", "L"], ["U", "h2", "o2", "L"], ["U", "h1", "h2", "o2", "L"]])
    let partials = rows.map { $0.partials.compactMap(\.number) }
    for (found, expected) in zip(partials, [[-1.17, 0.3, 0.5], [-1.358, 0.3, 0.6], [-1.358, 0.3, 0.2, 0.5]]) {
      #expect(found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) < 1e-14 })
    }
    for (row, sum) in zip(rows, [-0.1755, -0.41994, -0.46068]) {
      #expect(abs(try #require(row.sum.number) - sum) < 1e-14)
      #expect(row.product.number == row.partials.compactMap(\.number).reduce(1, *))
    }
  }

  @Test func `For matrices the product of the partials in their order`() throws {
    let lab = LabNetwork(dtype: .float64)
    let graph = try lab.graph()
    for (name, tensor) in lab.variables.prefix(3) {
      let rows = Array(try graph.paths(from: name, to: "L").ledger())
      #expect(rows.count == ["U": 3, "V": 3, "W": 2][name])
      for row in rows {
        let product = row.partials.dropFirst().reduce(row.partials[0], *)
        #expect(zip(row.product.elements, product.elements).allSatisfy { abs($0 - $1) < 1e-14 })
      }
      let gradient = try #require(gradients(of: lab.loss, withRespectTo: [tensor])[0])
      let sum = try #require(rows.last?.sum)
      #expect(zip(sum.elements, gradient.scalars).allSatisfy { abs($0 - $1) <= 1e-12 * max(1e-3, abs($1)) })
    }
  }

  @Test func `An output of several numbers has a row for each`() throws {
    let graph = try LabNetwork(dtype: .float64).graph()
    let rows = Array(try graph.paths(from: "U", to: "o2").ledger())
    #expect(rows.count == 2)
    #expect(rows.allSatisfy { $0.product.rows == 2 && $0.product.columns == 4 })
    #expect(rows.last?.sum == (try graph.paths(from: "U", to: "o2").derivative))
  }

  @Test func `An LSTM from single operations`() throws {
    let network = LSTMNetwork(length: 3)
    let graph = try network.graph()
    for (number, weight) in network.weights.enumerated() {
      let gradient = try #require(gradients(of: network.loss, withRespectTo: [weight])[0]).item()
      for view in [PathView.named, .operations] {
        let paths = try graph.paths(from: "w\(number)", to: "L", view: view)
        let sum = paths.ledger().reduce(0) { $0 + ($1.product.number ?? .nan) }
        #expect(abs(sum - gradient) <= 1e-12 * max(1e-3, abs(gradient)))
      }
    }
  }

  @Test func `In single precision the partials are those of single precision`() throws {
    let rows = Array(try ScalarNetwork(length: 3).graph().paths(from: "U", to: "L").ledger())
    #expect(abs(try #require(rows.last?.sum.number) + 0.8511792) < 1e-6)
  }

  @Test func `Rows are made as they are asked for`() throws {
    var h = Tensor(1, dtype: .float64, requiresGrad: true)
    let x = h
    for _ in 0..<100 { h = h + h * 0.5 }
    let paths = try ComputationGraph(of: [("h", h)], naming: [("x", x)]).paths(from: "x", to: "h", view: .operations)
    #expect(paths.ledger().prefix(5).map(\.product).allSatisfy { $0.norm <= 1 })
    #expect(paths.ledgerByLength().prefix(1).map(\.path.length) == [100])
  }
}
