import Testing

@testable import ComputationGraphs

@Suite struct ComputationGraphErrorTests {
  @Test func `Errors are sentences that name what is wrong`() {
    #expect(ComputationGraphError.noOutputs.description == "A computation graph needs at least one output.")
    #expect(ComputationGraphError.noHistory("o1").description.hasPrefix("“o1” has no history: it was not computed"))
    #expect(
      ComputationGraphError.notInGraph(["V"]).description
        == "“V” is not in the graph: no output was computed from that tensor.")
    #expect(
      ComputationGraphError.notInGraph(["V", "h9"]).description
        == "“V”, “h9” are not in the graph: no output was computed from these tensors.")
    #expect(
      ComputationGraphError.nameGivenTwice("h").description
        == "“h” names two different tensors; every tensor needs a name of its own.")
  }
}
