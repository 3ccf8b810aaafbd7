import Autograd
import Testing

@testable import NeuralNetworks

@Suite("A linear layer and its cross-entropy at once")
struct LinearCrossEntropyTests {
  static let shapes = [(rows: 1, features: 1, classes: 1), (3, 2, 5), (7, 5, 3), (40, 9, 67), (300, 17, 129)]

  /// Leaves and targets that a seed decides.
  private func givens(
    _ shape: (rows: Int, features: Int, classes: Int), _ dtype: DType, bias: Bool
  ) -> (h: Tensor, layer: Linear, targets: [Int]) {
    var random = SeededGenerator(seed: UInt64(shape.rows))
    func leaf(_ sizes: [Int]) -> Tensor {
      Tensor.normal(sizes, mean: 0, standardDeviation: 1, dtype: dtype, using: &random).requiringGrad()
    }
    return (
      leaf([shape.rows, shape.features]),
      Linear(weight: leaf([shape.classes, shape.features]), bias: bias ? leaf([shape.classes]) : nil),
      (0..<shape.rows).map { _ in Int.random(in: 0..<shape.classes, using: &random) }
    )
  }

  @Test("has the loss and the gradients of scores first and cross-entropy then", arguments: shapes, [true, false])
  func equalsItsParts(_ shape: (rows: Int, features: Int, classes: Int), _ bias: Bool) throws {
    for (dtype, tolerance) in [(DType.float64, 1e-12), (.float32, 2e-5)] {
      let (h, layer, targets) = givens(shape, dtype, bias: bias)
      let leaves = [h, layer.weight] + (layer.bias.map { [$0] } ?? [])
      let once = layer.crossEntropy(h, targets: targets) * 3
      let parts = crossEntropy(layer(h), targets: targets) * 3
      #expect(abs(once.item() - parts.item()) < tolerance * 10)
      let found = gradients(of: once, withRespectTo: leaves)
      let expected = gradients(of: parts, withRespectTo: leaves)
      for (one, other) in zip(found, expected) {
        let worst = zip(try #require(one).scalars, try #require(other).scalars).map { abs($0 - $1) }.max() ?? 1
        #expect(worst < tolerance)
      }
    }
  }

  @Test("has a first and a second derivative that agree with differences", arguments: [true, false])
  func derivatives(_ bias: Bool) throws {
    let (h, layer, targets) = givens((4, 3, 5), .float64, bias: bias)
    let inputs = [h, layer.weight] + (layer.bias.map { [$0] } ?? [])
    func loss(_ inputs: [Tensor]) -> Tensor {
      Linear(weight: inputs[1], bias: inputs.count > 2 ? inputs[2] : nil).crossEntropy(inputs[0], targets: targets)
    }
    try checkGradient(of: { loss($0) * 2 }, at: inputs, order: 2)
  }

  @Test("needs no gradient where nothing is learnt, and gives the same number")
  func withoutGradient() {
    let (h, layer, targets) = givens((40, 9, 67), .float64, bias: true)
    let recorded = layer.crossEntropy(h, targets: targets)
    let plain = withoutGradients { layer.crossEntropy(h, targets: targets) }
    #expect(!plain.requiresGrad && recorded.requiresGrad)
    #expect(plain.item() == recorded.item())
  }

  @Test("takes steps by batch as rows, and one row alone")
  func shapesOfHidden() {
    let (h, layer, targets) = givens((6, 3, 4), .float64, bias: true)
    let whole = layer.crossEntropy(h, targets: targets).item()
    #expect(layer.crossEntropy(h.reshape([3, 2, 3]), targets: targets).item() == whole)
    let rows = (0..<6).map { layer.crossEntropy(h[$0], targets: [targets[$0]]).item() }
    #expect(abs(rows.reduce(0, +) / 6 - whole) < 1e-13)
  }

  @Test("keeps its value where scores are far beyond what exp can take")
  func largeScores() {
    let layer = Linear(weight: Tensor([[1000.0], [-1000], [999]], dtype: .float64))
    let loss = layer.crossEntropy(Tensor([[1.0]], dtype: .float64), targets: [2])
    #expect(abs(loss.item() - 1.3132616875182228) < 1e-12)
  }

  @Test func whatDoesNotFitTraps() async {
    expect(
      "Linear.crossEntropy: hidden states of shape [2, 3] (float32) and 1 targets",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = Linear(weight: Tensor.zeros([4, 3])).crossEntropy(Tensor.zeros([2, 3]), targets: [0])
      })
    expect(
      "Linear.crossEntropy: a target outside the classes 0..<4",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = Linear(weight: Tensor.zeros([4, 3])).crossEntropy(Tensor.zeros([1, 3]), targets: [4])
      })
  }
}
