import Autograd
import Testing

@testable import ComputationGraphs

@Suite struct PathsLaTeXTests {
  private func partial(_ result: String, _ operand: String) -> String {
    "\\frac{\\partial \(result)}{\\partial \(operand)}"
  }

  /// The answer to the lab's exercise for length 1, and for length 2 both ways.
  @Test func `The chain rule in symbols`() throws {
    let one = try ScalarNetwork(length: 1).graph().paths(from: "U", to: "L")
    let first = "\(partial("L", "o_1")) \(partial("o_1", "h_1")) \(partial("h_1", "U"))"
    #expect(try one.latex() == "\\frac{d L}{d U} = \(first)")
    let two = try ScalarNetwork(length: 2).graph().paths(from: "U", to: "L")
    let head = "\(partial("L", "o_2")) \(partial("o_2", "h_2"))"
    let tail = "\(partial("h_2", "h_1")) \(partial("h_1", "U"))"
    #expect(try two.latex() == "\\frac{d L}{d U} = \(first) + \(head) \(partial("h_2", "U")) + \(head) \(tail)")
    #expect(
      try two.latex(form: .factored)
        == "\\frac{d L}{d U} = \(first) + \(head) \\left(\(partial("h_2", "U")) + \(tail)\\right)")
  }

  @Test func `With numbers put in`() throws {
    let two = try ScalarNetwork(length: 2, dtype: .float64).graph().paths(from: "U", to: "L")
    #expect(
      try two.latex(partials: .numbers)
        == "\\frac{d L}{d U} = -1.17 \\cdot 0.3 \\cdot 0.5 - 1.358 \\cdot 0.3 \\cdot 0.6 "
        + "- 1.358 \\cdot 0.3 \\cdot 0.2 \\cdot 0.5")
    #expect(
      try two.latex(form: .factored, partials: .numbers)
        == "\\frac{d L}{d U} = -1.17 \\cdot 0.3 \\cdot 0.5 - 1.358 \\cdot 0.3 \\cdot "
        + "\\left(0.6 + 0.2 \\cdot 0.5\\right)")
  }

  @Test func `Matrices stand in the order in which they are multiplied`() throws {
    let latex = try LabNetwork(dtype: .float64).graph().paths(from: "h1", to: "o2").latex(partials: .numbers)
    #expect(
      latex
        == "\\frac{d o_2}{d h_1} = \\begin{pmatrix} 0.2 & 0.1 \\\\ -0.2 & 0.5 \\end{pmatrix} \\cdot "
        + "\\begin{pmatrix} 0.4 & 0.4 \\\\ 0.9 & -0.7 \\end{pmatrix}")
    #expect(Jacobian.zero(rows: 13, columns: 2).latex == "[13 \\times 2]")
  }

  @Test func `No path, and the node itself`() throws {
    let graph = try ScalarNetwork(length: 2).graph()
    #expect(try graph.paths(from: "o1", to: "o2").latex() == "\\frac{d o_2}{d o_1} = 0")
    #expect(try graph.paths(from: "h1", to: "h1").latex() == "\\frac{d h_1}{d h_1} = 1")
  }

  @Test func `Negative factors have brackets, except at the front`() throws {
    let x = Tensor(0.5, dtype: .float64, requiresGrad: true)
    let y = x * -2
    let graph = try ComputationGraph(of: [("z", y * -3)], naming: [("x", x), ("y", y)])
    #expect(try graph.paths(from: "x", to: "z").latex(partials: .numbers) == "\\frac{d z}{d x} = -3 \\cdot (-2)")
  }

  @Test func `Too long a formula is refused before it is written`() throws {
    var h = Tensor(1, dtype: .float64, requiresGrad: true)
    let x = h
    for _ in 0..<10_000 { h = h * 0.5 + h }
    let paths = try ComputationGraph(of: [("h", h)], naming: [("x", x)]).paths(from: "x", to: "h", view: .operations)
    for form in [ChainRuleForm.sum, .factored] {
      #expect(throws: ComputationGraphError.formulaTooLong(most: 5000)) { try paths.latex(form: form) }
    }
    let lab = try ScalarNetwork(length: 3).graph().paths(from: "U", to: "L")
    // 3 + 3 + 4 + 3 + 4 + 5 factors.
    #expect(throws: ComputationGraphError.formulaTooLong(most: 21)) { try lab.latex(most: 21) }
    #expect(try lab.latex(most: 22) == lab.latex())
  }
}
