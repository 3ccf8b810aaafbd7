import Autograd
import ComputationGraphs
import NotebookDisplay
import NotebookRepresentations
import Testing

@Suite struct TensorDisplayTests {
  @Test func matrix() {
    let data = DisplayData(describing: Tensor([[1, -0.5], [0.00001, 2]]))
    #expect(data.text(.html)?.contains(">−0.5000<") == true && data.text(.html)?.contains(">1e-05<") == true)
    #expect(data.plain.hasPrefix("tensor("))
    #expect(data.text(.json)?.hasPrefix("{\"shape\":[2, 2],\"dtype\":\"float32\",\"elements\":[1.0,-0.5,") == true)
  }

  @Test func vectorHasNoTable() {
    #expect(DisplayData(describing: Tensor([1, 2])).text(.html) == nil)
  }
}
