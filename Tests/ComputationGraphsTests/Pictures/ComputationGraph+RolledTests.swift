import GraphDrawing
import Testing

@testable import ComputationGraphs

@Suite struct ComputationGraphRolledTests {
  @Test func `An LSTM has a loop for its state and one for its cell, by their names in any step`() throws {
    let graph = try LSTMNetwork(length: 30).graph()
    let rolled = try graph.rolled(view: .named)
    #expect(rolled.nodes.contains { $0.id == "hₜ" } && rolled.nodes.contains { $0.id == "cₜ" })
    let loops = Set(rolled.edges.filter { $0.delay > 0 }.map { "\($0.source) \($0.target) \($0.label ?? "")" })
    #expect(loops == ["cₜ cₜ cₜ₋₁", "hₜ cₜ hₜ₋₁", "hₜ hₜ hₜ₋₁"])
    for view in [PathView.named, .operations] { #expect(try graph.rolled(view: view).svg().contains("cₜ₋₁")) }
  }

  @Test func `Long sequences are folded in pictures, and whole where that is asked for`() throws {
    let graph = try ScalarNetwork(length: 100).graph()
    #expect(try graph.svg().contains("steps "))
    #expect(try graph.svg(foldingRunsLongerThan: nil) == graph.drawing().svg())
    #expect(try graph.drawing().nodes.count == graph.nodes.count)
  }

  @Test func `A name tells its distance from the step`() throws {
    let index = try #require(TimeIndex("h12"))
    #expect((9...13).map { index.name(inStep: $0) } == ["hₜ₊₃", "hₜ₊₂", "hₜ₊₁", "hₜ", "hₜ₋₁"])
  }

  @Test func `What is not unrolled cannot be rolled up`() throws {
    #expect(throws: GraphError.noTimeSteps) { try ScalarNetwork(length: 1).graph().rolled() }
  }
}
