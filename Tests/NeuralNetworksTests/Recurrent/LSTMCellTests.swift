import Autograd
import Testing

@testable import NeuralNetworks

struct LSTMCellTests {
  /// Gates wide open or shut: the memory keeps, forgets, takes in and shows as each gate says.
  @Test func gatesAreInputForgetCandidateOutput() {
    func step(i: Double, f: Double, g: Double, o: Double) -> LSTMState {
      let cell = LSTMCell(
        weightIH: Tensor.zeros([4, 1], dtype: .float64), weightHH: Tensor.zeros([4, 1], dtype: .float64),
        biasIH: Tensor([i, f, g, o], shape: [4], dtype: .float64))
      return cell.step(
        Tensor([0], shape: [1], dtype: .float64),
        LSTMState(h: Tensor([0], shape: [1], dtype: .float64), c: Tensor([0.5], shape: [1], dtype: .float64)))
    }
    let (open, shut) = (100.0, -100.0)
    #expect(abs(step(i: shut, f: open, g: 1, o: open).c.item() - 0.5) < 1e-15)
    #expect(abs(step(i: shut, f: shut, g: 1, o: open).c.item()) < 1e-15)
    #expect(abs(step(i: open, f: open, g: 100, o: open).c.item() - 1.5) < 1e-15)
    #expect(abs(step(i: open, f: open, g: 100, o: shut).h.item()) < 1e-15)
    #expect(abs(step(i: shut, f: open, g: 0, o: open).h.item() - 0.46211715726000975) < 1e-15)
  }

  @Test func shapesThatDoNotFitTrap() async {
    expect(
      "LSTMCell: weights have shapes",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = LSTMCell(weightIH: Tensor.zeros([2, 3]), weightHH: Tensor.zeros([2, 2]))
      })
    expect(
      "LSTMState: h has shape [2] and c [3]",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = LSTMState(h: Tensor.zeros([2]), c: Tensor.zeros([3]))
      })
  }
}
