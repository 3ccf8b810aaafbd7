import Autograd
import ComputationGraphs
import NotebookDisplay
import NotebookRepresentations
import Testing

@Suite struct GraphPageDisplayTests {
  @Test func `A frame that can touch nothing, a still picture, and words`() throws {
    let x = Tensor(0.5, dtype: .float64, requiresGrad: true)
    let page = try ComputationGraph(of: [("L", x.tanh())], naming: [("x", x)]).page(from: "x", to: "L")
    let data = DisplayData(describing: page)
    let html = try #require(data.text(.html))
    #expect(html.hasPrefix("<iframe sandbox=\"allow-scripts\" ") && html.hasSuffix("></iframe>"))
    #expect(data.text(.svg)?.hasPrefix("<svg ") == true)
    #expect(data.plain.hasPrefix("dL/dx. A directed graph") && data.plain.hasSuffix("Computed: L from x."))
  }
}
