import Autograd
import BigInt
import GraphDrawing
import Testing

@testable import ComputationGraphs

@Suite struct ComputationGraphDrawingTests {
  @Test func `Each variable shows its name, what made it, and its shape`() throws {
    let lab = LabNetwork()
    let drawing = try ComputationGraph(of: lab.outputs, naming: lab.variables).drawing()
    #expect(drawing.title == "Computation graph of o1, o2")
    let nodes = Dictionary(uniqueKeysWithValues: drawing.nodes.map { ($0.id, $0) })
    #expect(nodes["U"]?.lines == ["U", "(2, 2)"])
    #expect(nodes["U"]?.role == .leaf)
    #expect(nodes["h1"]?.lines == ["h1", "Relu (2,)"])
    #expect(nodes["h1"]?.role == .intermediate)
    #expect(nodes["o2"]?.role == .output)
    #expect(drawing.nodes.filter { $0.role == .operation }.allSatisfy { $0.lines.count == 1 })
  }

  @Test func `Constants are told from leaves`() throws {
    let (u, x) = (Tensor([0.5, 1], requiresGrad: true), Tensor([2, 3]))
    let drawing = try ComputationGraph(of: [("z", u * x + Tensor(0.1))], naming: [("u", u)]).drawing(title: "t")
    #expect(drawing.title == "t")
    let leaves = drawing.nodes.filter { $0.role == .leaf || $0.role == .constant }
    #expect(leaves.map(\.lines) == [["u", "(2,)"], ["constant", "(2,)"], ["0.1"]])
    #expect(leaves.map(\.role) == [.leaf, .constant, .constant])
  }

  /// From U there are 1, 3 and 6 ways to the loss.
  @Test(arguments: [(1, 1), (2, 3), (3, 6)]) func `The lab's sequences`(length: Int, paths: Int) throws {
    let network = ScalarNetwork(length: length)
    let graph = try ComputationGraph(of: [("L", network.loss)], naming: network.variables)
    #expect(try graph.paths(from: "U", to: "L").count == BigUInt(paths))
    try expectGolden(graph.dot(), "scalar-\(length).dot")
    try expectGolden(graph.svg(), "scalar-\(length).svg")
  }

  @Test func `The lab's network`() throws {
    let lab = LabNetwork()
    let graph = try ComputationGraph(of: lab.outputs, naming: lab.variables)
    try expectGolden(graph.dot(), "two-steps.dot")
    try expectGolden(graph.svg(), "two-steps.svg")
    try expectGolden(graph.mermaid(), "two-steps.mmd")
    try expectGolden(graph.tikz(), "two-steps.tex")
    try expectGolden(graph.dot(view: .named), "two-steps-named.dot")
  }

  @Test func `Between named nodes arrows stand for what has no name`() throws {
    let lab = LabNetwork()
    let drawing = try ComputationGraph(of: lab.outputs, naming: lab.variables).drawing(view: .named)
    #expect(Set(drawing.nodes.map(\.id)) == ["U", "V", "W", "x1", "x2", "h0", "h1", "o1", "h2", "o2"])
    #expect(drawing.edges.filter { $0.target == "h2" }.map(\.source) == ["U", "x2", "V", "h1"])
  }

  @Test func `A thousand steps, and names that are markup`() throws {
    var h = Tensor([0.1], requiresGrad: true)
    let (U, x) = (Tensor([0.1], requiresGrad: true), Tensor([0.5]))
    for _ in 0..<1000 { h = (U * x + U * h).tanh() }
    let graph = try ComputationGraph(of: [("<b>h</b>", h)], naming: [("\"U\\", U), ("x", x)])
    #expect(try graph.svg().contains("&lt;b&gt;h&lt;/b&gt;"))
    #expect(try graph.dot().contains("\"\\\"U\\\\\""))
  }
}
