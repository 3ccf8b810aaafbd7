import Testing

@testable import GraphDrawing

@Suite struct GraphErrorTests {
  @Test func `Errors are sentences that name what is wrong`() {
    #expect(
      GraphError.duplicateNode("h1").description == "Two nodes have the identifier “h1”; every node needs its own.")
    #expect(
      GraphError.unknownNode("z", in: .init(from: "a", to: "z")).description
        == "The edge from “a” to “z” names “z”, which is not a node of the graph.")
    #expect(
      GraphError.cycle(["a", "b"]).description
        == "A drawing needs a graph without cycles, and this one has a cycle of 2 nodes: “a” → “b” → “a”.")
  }

  @Test func `A long cycle and long names are shortened`() {
    let names = (0..<100_000).map { "n\($0)" }
    let text = GraphError.cycle(names).description
    #expect(text.contains("100000 nodes: “n0” → “n1” →"))
    #expect(text.hasSuffix("“n5” → … → “n99999” → “n0”."))
    #expect(GraphError.duplicateNode(String(repeating: "x", count: 1_000_000)).description.count < 150)
  }
}
