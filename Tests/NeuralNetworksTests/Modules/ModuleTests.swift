import Autograd
import Testing

@testable import NeuralNetworks

struct ModuleTests {
  struct Classifier: Module {
    var hidden = Linear(weight: Tensor([1, 2], shape: [2, 1], dtype: .float64, requiresGrad: true))
    var output = Linear(
      weight: Tensor([3, 4], shape: [1, 2], dtype: .float64, requiresGrad: true),
      bias: Tensor([5], shape: [1], dtype: .float64))

    mutating func forEachParameter(_ visit: (String, inout Tensor) throws -> Void) rethrows {
      try hidden.forEachParameter(under: "hidden", visit)
      try output.forEachParameter(under: "output", visit)
    }

    func callAsFunction(_ x: Tensor) -> Tensor { output(hidden(x)) }
  }

  @Test func partsAddTheirNames() {
    let model = Classifier()
    #expect(model.parameters.map(\.name) == ["hidden.weight", "output.weight", "output.bias"])
    #expect(model.parameters.map(\.tensor.scalars) == [[1, 2], [3, 4], [5]])
    #expect(model.parameterCount == 5)
  }

  @Test func aVisitCanReplaceParameters() {
    var model = Classifier()
    let old = model
    model.forEachParameter { _, parameter in parameter = parameter * 2 }
    #expect(model.parameters.map(\.tensor.scalars) == [[2, 4], [6, 8], [10]])
    #expect(old.parameters.map(\.tensor.scalars) == [[1, 2], [3, 4], [5]], "models are values")
  }

  @Test func gradientsCanBeForgotten() {
    let model = Classifier()
    let x = Tensor([1], shape: [1], dtype: .float64)
    model(x).sum().backward()
    #expect(model.hidden.weight.grad?.scalars == [3, 4])
    model(x).sum().backward()
    #expect(model.hidden.weight.grad?.scalars == [6, 8])
    model.zeroGradients()
    #expect(model.hidden.weight.grad == nil && model.output.weight.grad == nil)
  }
}
