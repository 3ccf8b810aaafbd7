import Autograd
import Testing

@testable import ComputationGraphs

@Suite struct PathsFormulaTests {
  @Test func `A scalar network in the learner's names`() throws {
    func number(_ value: Double) -> Tensor { Tensor(value, dtype: .float64, requiresGrad: true) }
    let (u, v, w, x1, x2, y) = (number(0.1), number(0.2), number(0.3), number(0.5), number(0.6), number(0.7))
    let h1 = (u * x1).tanh()
    let h2 = (u * x2 + v * h1).relu()
    let o = w * h2
    let graph = try ComputationGraph(
      of: [("L", (o - y).pow(2))],
      naming: [("u", u), ("v", v), ("w", w), ("x1", x1), ("x2", x2), ("y", y), ("h1", h1), ("h2", h2), ("o", o)])
    let paths = try graph.paths(from: "u", to: "L")
    let formulas = try paths.map { try paths.formula(along: $0) }
    let head = "2 [u x_2 + v h_1 > 0] (o - y) w"
    #expect(formulas == ["\(head) x_2", "\(head) v (1 - h_1^2) x_1"])
    #expect(try paths.formula() == "\(formulas[0]) + \(formulas[1])")
    #expect(try graph.paths(from: "h2", to: "L").formula() == "2 (o - y) w")
  }

  @Test func `Matrices, in their order`() throws {
    let lab = LabNetwork(dtype: .float64)
    let graph = try ComputationGraph(of: [("L", lab.outputs[1].1.sum())], variables: lab.variables)
    let paths = try graph.paths(from: "U", to: "L")
    #expect(
      try paths.map { try paths.formula(along: $0) } == [
        "([U x_2 + V h_1 > 0] \\odot W^\\top \\mathbf{1}) x_2^\\top",
        "([U x_1 + V h_0 > 0] \\odot V^\\top ([U x_2 + V h_1 > 0] \\odot W^\\top \\mathbf{1})) x_1^\\top",
      ])
  }

  @Test func `An output of several numbers has no such formula`() throws {
    let graph = try LabNetwork().graph()
    #expect(throws: ComputationGraphError.notANumber("o2", shape: [2])) {
      try graph.paths(from: "U", to: "o2").formula()
    }
    #expect(try graph.paths(from: "L", to: "U").formula() == "0")
  }
}
