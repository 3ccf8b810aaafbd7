import Autograd
import Testing

@testable import NeuralNetworks

struct UnrollingTests {
  /// A cell of a user's own: it writes zeroState and step, and unrolling comes free.
  struct RunningSum: RecurrentCell {
    let inputSize = 2
    var hiddenSize: Int { inputSize }
    func zeroState(batch: Int?) -> Tensor { Tensor.zeros(batch.map { [$0, 2] } ?? [2], dtype: .float64) }
    func step(_ x: Tensor, _ state: Tensor) -> Tensor { state + x }
    func forEachParameter(_ visit: (String, inout Tensor) throws -> Void) rethrows {}
  }

  @Test func anyCellCanBeUnrolled() {
    let inputs = Tensor([1, 2, 3, 4, 5, 6], shape: [3, 2], dtype: .float64)
    let (outputs, final) = RunningSum().unroll(inputs)
    #expect(outputs.shape == [3, 2] && outputs.scalars == [1, 2, 4, 6, 9, 12] && final.scalars == [9, 12])
    let start = Tensor([10, 20], shape: [2], dtype: .float64)
    #expect(RunningSum().unroll(inputs, from: start).final.scalars == [19, 32])
    #expect(Recurrent(layers: [RunningSum(), RunningSum()])(inputs).outputs.scalars == [1, 2, 5, 8, 14, 20])
  }

  @Test func sequencesThatDoNotFitTrap() async {
    expect(
      "unroll: the input has shape [0, 2]",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = RunningSum().unroll(Tensor.zeros([0, 2], dtype: .float64))
      })
    expect(
      "unroll: the input has shape [3, 3]",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = RunningSum().unroll(Tensor.zeros([3, 3], dtype: .float64))
      })
    expect(
      "unroll: the input has shape [2]",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = RunningSum().unroll(Tensor.zeros([2], dtype: .float64))
      })
  }
}
