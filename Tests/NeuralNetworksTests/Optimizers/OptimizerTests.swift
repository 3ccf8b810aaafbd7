import Autograd
import Testing

@testable import NeuralNetworks

struct OptimizerTests {
  struct Pair: Module {
    var first: Tensor
    var second: Tensor
    mutating func forEachParameter(_ visit: (String, inout Tensor) throws -> Void) rethrows {
      try visit("first", &first)
      try visit("second", &second)
    }
  }

  /// Five steps with torch's gradients; one parameter has none in the third.
  static func compare(_ golden: Golden, _ optimizer: inout some Optimizer) throws {
    var model = Pair(
      first: try golden.tensor("first.0").requiringGrad(), second: try golden.tensor("second.0").requiringGrad())
    for step in 1...Int(try golden.number("steps")) {
      let names = ["grad.first.\(step)", "grad.second.\(step)"]
      optimizer.step(&model, gradients: names.map { golden.file.tensor(named: $0) })
      try golden.check(model.first, "first.\(step)")
      try golden.check(model.second, "second.\(step)")
    }
  }

  @Test func gradientsComeFromBackwardToo() {
    var model = Pair(
      first: Tensor([1, 2], shape: [2], dtype: .float64, requiresGrad: true),
      second: Tensor([3], shape: [1], dtype: .float64))
    let old = model
    var optimizer = SGD(learningRate: 0.5)
    (model.first * model.first).sum().backward()
    optimizer.step(&model)
    #expect(model.first.scalars == [0, 0] && model.second.scalars == [3])
    #expect(model.first.requiresGrad && model.first.grad == nil && !model.second.requiresGrad)
    #expect(old.first.scalars == [1, 2], "parameters are values")
  }

  @Test func float32StaysFloat32() {
    var model = Pair(first: Tensor([1] as [Float], shape: [1]), second: Tensor([2] as [Float], shape: [1]))
    let gradient = Tensor([1] as [Float], shape: [1])
    var (sgd, adam) = (SGD(learningRate: 0.25, momentum: 0.5), Adam(learningRate: 0.25))
    sgd.step(&model, gradients: [gradient, nil])
    adam.step(&model, gradients: [nil, gradient])
    sgd.step(&model, gradients: [gradient, nil])
    #expect(model.first.dtype == .float32 && model.second.dtype == .float32)
    #expect(model.first.item() == 0.375 && abs(model.second.item() - 1.75) < 1e-6)
  }

  @Test func theLearningRateMayChange() {
    var model = Pair(first: Tensor([1], shape: [1], dtype: .float64), second: Tensor([1], shape: [1], dtype: .float64))
    var optimizer = SGD(learningRate: 1)
    let gradients: [Tensor?] = [Tensor([1], shape: [1], dtype: .float64), nil]
    optimizer.learningRate = 0.25
    optimizer.step(&model, gradients: gradients)
    #expect(model.first.item() == 0.75)
  }

  @Test func gradientsThatDoNotFitTrap() async {
    expect(
      "step: 1 gradients",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        var model = Pair(first: Tensor.zeros([1]), second: Tensor.zeros([1]))
        var optimizer = SGD(learningRate: 1)
        optimizer.step(&model, gradients: [nil])
      })
    expect(
      "1 more than the model has",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        var model = Pair(first: Tensor.zeros([1]), second: Tensor.zeros([1]))
        var optimizer = SGD(learningRate: 1)
        optimizer.step(&model, gradients: [nil, nil, nil])
      })
    expect(
      "step: first has shape [1] and its gradient [2]",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        var model = Pair(first: Tensor.zeros([1]), second: Tensor.zeros([1]))
        var optimizer = Adam(learningRate: 1)
        optimizer.step(&model, gradients: [Tensor.zeros([2]), nil])
      })
  }
}
