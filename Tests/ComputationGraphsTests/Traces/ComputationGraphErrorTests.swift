import Testing

@testable import ComputationGraphs

@Suite struct ComputationGraphErrorTests {
  @Test func `Errors are sentences that name what is wrong`() {
    #expect(ComputationGraphError.noOutputs.description == "A computation graph needs at least one output.")
    #expect(ComputationGraphError.noHistory("o1").description.hasPrefix("“o1” has no history: it was not computed"))
    #expect(
      ComputationGraphError.notInGraph([UnknownName("V", among: [])]).description
        == "“V” is not in the graph: no output was computed from that tensor.")
    #expect(
      ComputationGraphError.notInGraph([UnknownName("V", among: []), UnknownName("h9", among: ["h2"])]).description
        == "“V”, “h9” (nearest: “h2”) are not in the graph: no output was computed from these tensors.")
    #expect(
      ComputationGraphError.nameGivenTwice("h").description
        == "“h” names two different tensors; every tensor needs a name of its own.")
    #expect(
      ComputationGraphError.unknownNode(UnknownName("u", among: ["W", "U"])).description
        == "The graph has no node “u”. The nearest name in it is “U”.")
    #expect(ComputationGraphError.unknownNode(UnknownName("u", among: [])).description == "The graph has no node “u”.")
    #expect(
      ComputationGraphError.notANumber("h", shape: [2]).description
        == "“h” has shape [2], and a single number is needed here.")
    #expect(
      ComputationGraphError.notFinite(result: "y", operand: "x").description
        .hasPrefix("The partial derivative of “y” with respect to “x” is infinite or not a number"))
    #expect(
      ComputationGraphError.formulaTooLong(most: 9).description.hasPrefix("The formula would have more than 9 symbols.")
    )
  }
}
