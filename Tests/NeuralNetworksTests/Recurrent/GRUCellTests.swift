import Autograd
import Testing

@testable import NeuralNetworks

struct GRUCellTests {
  /// Gates wide open or shut: z keeps the old state, r lets it into the candidate.
  @Test func gatesAreResetUpdateCandidate() {
    func step(r: Double, z: Double, n: Double) -> Double {
      let cell = GRUCell(
        weightIH: Tensor.zeros([3, 1], dtype: .float64), weightHH: Tensor([0, 0, 1], shape: [3, 1], dtype: .float64),
        biasIH: Tensor([r, z, n], shape: [3], dtype: .float64))
      return cell.step(
        Tensor([0], shape: [1], dtype: .float64), Tensor([0.5], shape: [1], dtype: .float64)
      ).item()
    }
    let (open, shut) = (100.0, -100.0)
    #expect(abs(step(r: open, z: open, n: 1) - 0.5) < 1e-15)
    #expect(abs(step(r: shut, z: shut, n: 0)) < 1e-15)
    #expect(abs(step(r: open, z: shut, n: 0) - 0.46211715726000975) < 1e-15)
    #expect(abs(step(r: shut, z: shut, n: 0.5) - 0.46211715726000975) < 1e-15)
  }

  @Test func shapesThatDoNotFitTrap() async {
    expect(
      "GRUCell: weights have shapes",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = GRUCell(weightIH: Tensor.zeros([8, 3]), weightHH: Tensor.zeros([8, 2]))
      })
  }
}
