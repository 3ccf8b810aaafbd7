import Autograd
import Testing

@testable import ComputationGraphs

@Suite struct ComputationGraphValuesTests {
  @Test func `Values stand in every node`() throws {
    let graph = try LabNetwork(dtype: .float64).graph()
    let h2 = graph.value(of: try #require(graph["h2"]))
    #expect(h2.allClose(Tensor([0.43, 0.57], dtype: .float64), rtol: 1e-14))
    #expect(h2.isLeaf && !h2.requiresGrad)
    let o1 = try #require(graph["o1"])
    #expect(graph.savedValues(of: o1).map(\.shape) == [[2, 2], [2]])
    #expect(graph.savedValues(of: 0).isEmpty)
  }

  @Test func `Gradients are blank before backward`() throws {
    let lab = LabNetwork(dtype: .float64)
    let before = try lab.graph()
    #expect(before.nodes.indices.allSatisfy { before.gradient(of: $0) == nil })
    lab.loss.backward()
    let after = try lab.graph()
    let U = try #require(after["U"])
    #expect(before.gradient(of: U) == nil, "the graph is what it was when it was made")
    // From Tests/AutogradTests/Golden/lab.json, as all numbers of the lab's networks here.
    let expected = Tensor([[-0.12672, -0.19308], [0.00828, -0.68124]], dtype: .float64)
    #expect(try #require(after.gradient(of: U)).allClose(expected, rtol: 1e-12))
  }

  @Test func `Gradients of every node, by one walk`() throws {
    let lab = LabNetwork(dtype: .float64)
    let graph = try ComputationGraph(of: [("L", lab.loss)] + lab.outputs, naming: lab.variables)
    let gradients = try graph.gradients(of: "L")
    let expected = [
      "U": [-0.12672, -0.19308, 0.00828, -0.68124], "W": [-0.94102, -1.01098, -0.39286, 0.13286],
      "h1": [-0.02412, -0.69228], "h2": [-0.4224, 0.0276], "o1": [-0.34, -0.94], "h0": [-0.6327, 0.474948],
    ]
    for (name, numbers) in expected {
      let position = try #require(graph[name])
      let gradient = try #require(gradients[position])
      #expect(zip(gradient.scalars, numbers).allSatisfy { abs($0 - $1) < 1e-12 }, "\(name)")
    }
    #expect(throws: ComputationGraphError.notANumber("o1", shape: [2])) { try graph.gradients(of: "o1") }
    #expect(throws: ComputationGraphError.unknownNode(UnknownName("l", among: ["L"]))) { try graph.gradients(of: "l") }
  }

  @Test func `What an output does not depend on has no gradient`() throws {
    let (u, v) = (Tensor(0.5, requiresGrad: true), Tensor(2.0, requiresGrad: true))
    let graph = try ComputationGraph(of: [("y", u.tanh()), ("z", v.tanh())], naming: [("v", v)])
    #expect(try graph.gradients(of: "y")[try #require(graph["v"])] == nil)
  }

  @Test func `The partial on an edge is a matrix, or a number`() throws {
    let lab = LabNetwork(dtype: .float64)
    let graph = try lab.graph()
    let o1 = try #require(graph["o1"])
    let byState = try #require(graph.partial(of: o1, withRespectToOperand: 1))
    #expect(byState == Jacobian(rows: 2, columns: 2, elements: [0.2, 0.1, -0.2, 0.5]))
    let byWeights = try #require(graph.partial(of: o1, withRespectToOperand: 0))
    #expect([byWeights.rows, byWeights.columns] == [2, 4])
    #expect(zip(byWeights.elements, [0.6, 0.1, 0, 0, 0, 0, 0.6, 0.1]).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  @Test(arguments: [DType.float32, .float64]) func `An operand that is used twice has two partials`(dtype: DType) throws
  {
    let y = Tensor(3, dtype: dtype, requiresGrad: true)
    let graph = try ComputationGraph(of: [("z", y * y)])
    #expect((0...1).map { graph.partial(of: 1, withRespectToOperand: $0)?.number } == [3, 3])
  }

  @Test func `What has no derivative has no partial`() throws {
    let table = Tensor([[1, 2], [3, 4]], requiresGrad: true)
    let graph = try ComputationGraph(of: [("e", table.rows([1]))])
    let last = graph.nodes.count - 1
    #expect(graph.partial(of: last, withRespectToOperand: 1) == nil)
    #expect(graph.partial(of: last, withRespectToOperand: 0)?.elements == [0, 0, 1, 0, 0, 0, 0, 1])
  }

  @Test func `Partials that are not finite are told as they are`() throws {
    let x = Tensor(0, dtype: .float64, requiresGrad: true)
    let graph = try ComputationGraph(of: [("y", x.log())])
    #expect(graph.partial(of: 1, withRespectToOperand: 0)?.number == .infinity)
  }
}
