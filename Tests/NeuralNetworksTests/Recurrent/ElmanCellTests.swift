import Autograd
import Testing

@testable import NeuralNetworks

struct ElmanCellTests {
  /// The lab's scalar sequences: U = 0.1, V = 0.2, W = 0.3, x = 0.5, 0.6, 0.7, 0.8, h₀ = 0, ReLU,
  /// L = Σ (o_t − x_{t+1})²; dL/dU by length.
  @Test(arguments: [(1, -0.1755), (2, -0.46068), (3, -0.8511792)])
  func theLabsScalarSequences(_ length: Int, _ expected: Double) throws {
    let u = Tensor([0.1], shape: [1, 1], dtype: .float64, requiresGrad: true)
    let v = Tensor([0.2], shape: [1, 1], dtype: .float64, requiresGrad: true)
    let cell = ElmanCell(weightIH: u, weightHH: v, activation: .relu)
    let output = Linear(weight: Tensor([0.3], shape: [1, 1], dtype: .float64, requiresGrad: true))
    let x = Tensor([0.5, 0.6, 0.7, 0.8], shape: [4, 1], dtype: .float64)
    let loss = summedSquaredError(output(cell.unroll(x[0..<length]).outputs), x[1..<(length + 1)])
    loss.backward()
    #expect(abs(try #require(u.grad).item() - expected) < 1e-12)
  }

  @Test func anyActivation() {
    let one = Tensor([1], shape: [1, 1], dtype: .float64)
    func h(_ activation: Activation) -> Double {
      ElmanCell(weightIH: one, weightHH: one, activation: activation)
        .step(Tensor([-2], shape: [1], dtype: .float64), Tensor([0.5], shape: [1], dtype: .float64)).item()
    }
    #expect(h(.identity) == -1.5)
    #expect(h(.relu) == 0)
    #expect(abs(h(.tanh) + 0.9051482536448664) < 1e-15)
    #expect(abs(h(.sigmoid) - 0.18242552380635635) < 1e-15)
    #expect(h(.custom { $0 * $0 }) == 2.25)
  }

  @Test func oneBiasIsEnough() {
    let (weight, bias) = (Tensor([1], shape: [1, 1]), Tensor([3] as [Float], shape: [1]))
    let (x, h) = (Tensor([1] as [Float], shape: [1]), Tensor([1] as [Float], shape: [1]))
    for cell in [
      ElmanCell(weightIH: weight, weightHH: weight, biasIH: bias, activation: .identity),
      ElmanCell(weightIH: weight, weightHH: weight, biasHH: bias, activation: .identity),
    ] { #expect(cell.step(x, h).item() == 5 && cell.parameters.count == 3) }
  }

  @Test func shapesThatDoNotFitTrap() async {
    expect(
      "ElmanCell: weights have shapes [2, 3] and [3, 3]",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = ElmanCell(weightIH: Tensor.zeros([2, 3]), weightHH: Tensor.zeros([3, 3]))
      })
    expect(
      "and must be matrices",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = ElmanCell(weightIH: Tensor.zeros([2, 3]), weightHH: Tensor.zeros([2]))
      })
    expect(
      "ElmanCell: a bias has shape [3], and [2] is needed",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = ElmanCell(weightIH: Tensor.zeros([2, 3]), weightHH: Tensor.zeros([2, 2]), biasIH: Tensor.zeros([3]))
      })
    expect(
      "ElmanCell: the state has shape [3], and [2] is needed",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        let cell = ElmanCell(weightIH: Tensor.zeros([2, 3]), weightHH: Tensor.zeros([2, 2]))
        _ = cell.step(Tensor.zeros([3]), Tensor.zeros([3]))
      })
    expect(
      "ElmanCell: the input has shape [2], and the last axis must be 3",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        let cell = ElmanCell(weightIH: Tensor.zeros([2, 3]), weightHH: Tensor.zeros([2, 2]))
        _ = cell.step(Tensor.zeros([2]), Tensor.zeros([2]))
      })
    expect(
      "ElmanCell: the state has shape [1, 2], and [4, 2] is needed",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        let cell = ElmanCell(weightIH: Tensor.zeros([2, 3]), weightHH: Tensor.zeros([2, 2]))
        _ = cell.unroll(Tensor.zeros([5, 4, 3]), from: Tensor.zeros([1, 2]))
      })
  }
}
