import Autograd
import ComputationGraphs
import NotebookDisplay
import NotebookRepresentations
import Testing

@Suite struct GraphDisplayTests {
  @Test func `A graph is a picture with words for what is in it`() throws {
    let (U, x) = (Tensor(0.5, requiresGrad: true), Tensor(2))
    let graph = try ComputationGraph(of: [("h", (U * x).relu())], naming: [("U", U), ("x", x)])
    let data = DisplayData(describing: graph)
    #expect(
      data.plain == "Computation graph of h. A directed graph of 4 nodes and 3 arrows. Leaves: U. Constants: x. "
        + "Outputs: h. Operations without a name: 1. Computed: h from Mul(U, x).")
    #expect(data.text(.html)?.contains(" alt=\"\(data.plain)\" ") == true)
    #expect(data.text(.svg)?.contains("<title>Computation graph of h</title>") == true)
  }
}
