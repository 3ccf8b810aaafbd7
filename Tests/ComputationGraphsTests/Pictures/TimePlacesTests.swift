import Autograd
import GraphDrawing
import Testing

@testable import ComputationGraphs

@Suite struct TimePlacesTests {
  private func places(
    _ graph: ComputationGraph, view: PathView = .operations
  ) throws -> [String: DirectedGraph.Place?] {
    Dictionary(uniqueKeysWithValues: try graph.drawing(view: view).nodes.map { ($0.id, $0.place) })
  }

  @Test func `The lab's network: parameters are shared, operations stand in the step that they work for`() throws {
    let lab = LabNetwork()
    for view in [PathView.operations, .named] {
      let places = try places(lab.graph(), view: view)
      for name in ["U", "V", "W"] { #expect(places[name] == .shared) }
      #expect(places["h0"] == .step(0, row: "h"))
      #expect(places["x1"] == .step(1) && places["x2"] == .step(2))
      #expect(places["h2"] == .step(2, row: "h") && places["o1"] == .step(1, row: "o"))
      #expect(places["L"] == .step(2))
    }
    let operations = try places(lab.graph())
    #expect(operations["Mv#1"] == .step(1))
    #expect(operations["Sub#1"] == .step(1) && operations["Sub#2"] == .step(2))
  }

  @Test func `A target that is the next input stands in the step that it is read in first`() throws {
    let graph = try ScalarNetwork(length: 3).graph()
    let drawing = try graph.drawing()
    let lattice = try drawing.svg(engine: .timeLattice)
    #expect(try lattice == drawing.svg())
    let places = try places(graph)
    #expect(places["U"] == .shared)
    let constants = places.filter { $0.key.hasPrefix("constant") }.values
    // W and V are used in several steps in one way; the inputs are not, nor is the state that V h0 is.
    #expect(constants.filter { $0 == .shared }.count == 2)
    for step in 1...3 { #expect(constants.contains(.step(step))) }
  }

  @Test func `Without two named steps there is no time`() throws {
    let (u, x) = (Tensor([0.5, 1], requiresGrad: true), Tensor([2, 3]))
    let h = u * x
    let one = try ComputationGraph(of: [("z", h * h)], naming: [("u", u), ("x", x), ("h1", h)])
    #expect(try places(one).values.allSatisfy { $0 == nil })
    #expect(throws: GraphError.noTimeSteps) { try one.svg(engine: .timeLattice) }
  }

  @Test func `Names that count backwards are drawn in layers`() throws {
    let u = Tensor([0.5, 1], requiresGrad: true)
    let (h2, h1) = (u.tanh(), u.tanh().tanh())
    let graph = try ComputationGraph(of: [("h1", h2 * h1)], naming: [("h2", h2)])
    #expect(try graph.svg() == graph.svg(engine: .layered))
  }
}
