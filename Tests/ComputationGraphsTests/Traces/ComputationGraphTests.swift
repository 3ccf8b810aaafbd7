import Autograd
import Testing

@testable import ComputationGraphs

@Suite struct ComputationGraphTests {
  @Test func `The first lab exercise: every variable by its name, with its shape`() throws {
    let lab = LabNetwork()
    let graph = try ComputationGraph(of: lab.outputs, naming: lab.variables)
    let named = graph.nodes.filter { !$0.names.isEmpty }
    #expect(Set(named.map(\.id)) == ["U", "V", "W", "x1", "x2", "h0", "h1", "o1", "h2", "o2"])
    #expect(named.filter(\.isOutput).map(\.id) == ["o1", "o2"])
    for node in named { #expect(node.shape == (["U", "V", "W"].contains(node.id) ? [2, 2] : [2])) }
    for node in named { #expect((node.operation == nil) == ["U", "V", "W", "x1", "x2", "h0"].contains(node.id)) }
    // Two products and a sum for each state, with a name for none of them.
    #expect(graph.nodes.count == named.count + 6)
    #expect(graph.nodes.filter { $0.operation == nil }.allSatisfy { $0.requiresGrad })
  }

  @Test func `Outputs take their names from a program's variables`() throws {
    let u = Tensor([1, 2], requiresGrad: true)
    let h = u * 3
    let variables = [("U", u), ("h", h), ("same", h), ("other", Tensor(5)), ("output", Tensor(1))]
    let graph = try ComputationGraph(of: [h], variables: variables)
    #expect(graph.nodes.filter(\.isOutput).map(\.names) == [["h", "same"]])
    #expect(graph["U"] != nil && graph["other"] == nil)
    let unnamed = try ComputationGraph(of: [h + 1, h * 2], variables: variables)
    #expect(unnamed.nodes.filter(\.isOutput).map(\.id) == ["output1", "output2"])
    #expect(try ComputationGraph(of: [h + 1], variables: variables).nodes.last?.id == "output'")
    #expect(throws: ComputationGraphError.noHistory("U")) { try ComputationGraph(of: [u], variables: variables) }
  }

  @Test func `Operands come before what uses them, in their order`() throws {
    let lab = LabNetwork()
    let graph = try ComputationGraph(of: lab.outputs, naming: lab.variables)
    for (position, node) in graph.nodes.enumerated() {
      #expect(node.operands.allSatisfy { $0 < position })
      #expect(node.operands.isEmpty == (node.operation == nil))
    }
    let o1 = try #require(graph["o1"])
    #expect(graph.nodes[o1].operands.map { graph.nodes[$0].id } == ["W", "h1"])
    #expect(graph["nothing"] == nil)
  }

  @Test func `Identifiers are unique and the same for the same program`() throws {
    let (first, second) = (LabNetwork(), LabNetwork())
    let graphs = try [first, second].map { try ComputationGraph(of: $0.outputs, naming: $0.variables) }
    #expect(graphs[0].nodes == graphs[1].nodes)
    #expect(Set(graphs[0].nodes.map(\.id)).count == graphs[0].nodes.count)
  }

  @Test func `An operand that is used twice stands there twice`() throws {
    let y = Tensor(3.0, requiresGrad: true)
    let graph = try ComputationGraph(of: [("z", y * y)], naming: [("y", y)])
    #expect(graph.nodes.map(\.operands) == [[], [0, 0]])
    #expect(graph.nodes.map(\.number) == [3, nil])
  }

  @Test func `What needs no gradient is a constant`() throws {
    let (u, x, h) = (Tensor(0.5, requiresGrad: true), Tensor(2.0), Tensor(0.25))
    let graph = try ComputationGraph(of: [("z", u * x + h * h)], naming: [("u", u), ("x", x)])
    let leaves = graph.nodes.filter { $0.operation == nil }
    #expect(leaves.map(\.id) == ["u", "x", "constant#1"])
    #expect(leaves.map(\.requiresGrad) == [true, false, false])
    #expect(leaves.map(\.number) == [0.5, 2, 0.0625])
  }

  @Test func `A tensor may have several names, and an output be named again`() throws {
    let u = Tensor(0.5, requiresGrad: true)
    let z = u.tanh()
    let graph = try ComputationGraph(of: [("z", z)], naming: [("u", u), ("weight", u), ("z", z), ("result", z)])
    #expect(graph.nodes.map(\.names) == [["u", "weight"], ["z", "result"]])
    #expect(graph.nodes.map(\.id) == ["u", "z"])
    #expect(graph["result"] == 1)
  }

  @Test func `Numbers leave out what is a name`() throws {
    let u = Tensor(0.5, requiresGrad: true)
    let y = u.tanh()
    let z = y.tanh().tanh()
    let name = try #require(try ComputationGraph(of: [("z", z)]).nodes.dropFirst().first?.id)
    #expect(name.hasSuffix("#1"))
    let graph = try ComputationGraph(of: [("z", z)], naming: [(name, u)])
    #expect(Set(graph.nodes.map(\.id)).count == 4)
  }

  @Test func `Names of tensors that are not in the graph are all told`() {
    let u = Tensor(0.5, requiresGrad: true)
    let other = u.tanh()
    let missing = [UnknownName("U", among: ["u"]), UnknownName("other", among: [])]
    #expect(missing.map(\.nearest) == ["u", nil])
    #expect(throws: ComputationGraphError.notInGraph(missing)) {
      try ComputationGraph(of: [("z", u.sigmoid())], naming: [("U", Tensor(1.0)), ("u", u), ("other", other)])
    }
  }

  @Test func `Of a program's variables those in the graph give names`() throws {
    let u = Tensor(0.5, requiresGrad: true)
    let graph = try ComputationGraph(of: [("z", u.tanh())], variables: [("V", Tensor(1.0)), ("u", u)])
    #expect(graph.nodes.map(\.id) == ["u", "z"])
  }

  @Test func `A fused operation stands there as its steps, or as itself`() throws {
    let x = Tensor([[1, 2], [0.5, -1]], dtype: .float64, requiresGrad: true)
    let loss = x.crossEntropy(targets: [0, 1])
    let graph = try ComputationGraph(of: [("L", loss)], naming: [("x", x)])
    #expect(graph.nodes.compactMap(\.operation) == ["LogSoftmax", "Gather", "Sum", "Div", "Neg"])
    #expect(graph.nodes.last?.names == ["L"])
    let fused = try ComputationGraph(of: [("L", loss)], naming: [("x", x)], expandingFused: false)
    #expect(fused.nodes.compactMap(\.operation) == ["CrossEntropy"])
  }

  @Test func `Nodes are found by identifier too`() throws {
    let u = Tensor(0.5, requiresGrad: true)
    let graph = try ComputationGraph(of: [("z", u.tanh().exp())])
    #expect(["leaf#1", "Tanh#1", "z"].map { graph[$0] } == [0, 1, 2])
  }

  @Test func `Outputs must be there, and have a history`() {
    let u = Tensor(0.5, requiresGrad: true)
    #expect(throws: ComputationGraphError.noOutputs) { try ComputationGraph(of: []) }
    #expect(throws: ComputationGraphError.noHistory("u")) { try ComputationGraph(of: [("u", u)]) }
    #expect(throws: ComputationGraphError.noHistory("y")) {
      try ComputationGraph(of: [("z", u.tanh()), ("y", Tensor(1.0).tanh())])
    }
  }

  @Test func `A name is for one tensor`() {
    let u = Tensor(0.5, requiresGrad: true)
    let y = u.tanh()
    #expect(throws: ComputationGraphError.nameGivenTwice("a")) {
      try ComputationGraph(of: [("z", y.tanh())], naming: [("a", u), ("a", y)])
    }
  }
}
