import Autograd
import Testing

@testable import NeuralNetworks

struct RecurrentCellTests {
  @Test func detachedStatesKeepTheirNumbersAndLoseTheirHistory() {
    let x = Tensor([1, 2], shape: [2], dtype: .float64, requiresGrad: true)
    let states = [LSTMState(h: x * 2, c: x * 3), LSTMState(h: x * 4, c: x * 5)]
    let detached = states.detach()
    #expect(detached.map(\.h.scalars) == [[2, 4], [4, 8]] && detached.map(\.c.scalars) == [[3, 6], [5, 10]])
    #expect(states.allSatisfy { $0.h.requiresGrad && $0.c.requiresGrad })
    #expect(detached.allSatisfy { !$0.h.requiresGrad && !$0.c.requiresGrad })
  }

  /// What is done ahead for a whole sequence changes nothing: cell by cell, single and batched.
  @Test func stepsOverASequenceEqualSingleSteps() {
    var random = SeededGenerator(seed: 12)
    check(ElmanCell(inputSize: 3, hiddenSize: 4, activation: .sigmoid, dtype: .float64, using: &random), &random)
    check(ElmanCell(inputSize: 3, hiddenSize: 1, bias: false, dtype: .float64, using: &random), &random)
    check(LSTMCell(inputSize: 1, hiddenSize: 4, dtype: .float64, using: &random), &random)
    check(LSTMCell(inputSize: 3, hiddenSize: 4, bias: false, dtype: .float64, using: &random), &random)
    check(GRUCell(inputSize: 3, hiddenSize: 4, dtype: .float64, using: &random), &random)
    check(GRUCell(inputSize: 3, hiddenSize: 4, bias: false, dtype: .float64, using: &random), &random)
  }

  private func check(_ cell: some RecurrentCell, _ random: inout SeededGenerator) {
    for batch in [nil, 1, 3] {
      let shape = [4] + (batch.map { [$0] } ?? []) + [cell.inputSize]
      let inputs = Tensor.normal(shape, mean: 0, standardDeviation: 1, dtype: .float64, using: &random)
      let ahead = cell.steps(over: inputs)
      var (one, other) = (cell.zeroState(batch: batch), cell.zeroState(batch: batch))
      for t in 0..<4 {
        one = cell.step(inputs[t], one)
        other = ahead(t, other)
        #expect(cell.output(of: one).shape == Array(shape.dropFirst().dropLast()) + [cell.hiddenSize])
        #expect(largestError(cell.output(of: other).scalars, cell.output(of: one).scalars) < 1e-13)
      }
    }
  }
}
