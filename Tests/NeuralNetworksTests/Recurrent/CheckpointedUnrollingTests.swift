import Autograd
import Testing

@testable import NeuralNetworks

@Suite struct CheckpointedUnrollingTests {
  @Test(arguments: [(1, 0), (2, 0), (5, 1), (5, 4), (11, 2), (11, 10)])
  func gradientsAreThoseOfTheWholeSequence(pieces: Int, places: Int) {
    var random = SeededGenerator(seed: 2)
    let schedule = CheckpointSchedule(pieces: pieces, places: places)
    compare(RNN(inputSize: 3, hiddenSize: 4, layers: 2, dtype: .float64, using: &random), schedule)
    compare(LSTM(inputSize: 3, hiddenSize: 4, layers: 2, dtype: .float64, using: &random), schedule)
    compare(GRU(inputSize: 3, hiddenSize: 4, dtype: .float64, using: &random), schedule)
  }

  private func compare<Cell>(_ network: Recurrent<Cell>, _ schedule: CheckpointSchedule) {
    /// Inputs, initial states and the network itself, with gradients of their own.
    func begin() -> (network: Recurrent<Cell>, inputs: Tensor, initial: [Cell.State]) {
      var random = SeededGenerator(seed: 3)
      var copy = network
      copy.forEachParameter { _, parameter in parameter = parameter.detach().requiringGrad() }
      func numbers(_ shape: [Int]) -> Tensor {
        Tensor.normal(shape, mean: 0, standardDeviation: 1, dtype: .float64, using: &random).requiringGrad()
      }
      let inputs = numbers([11, 2, 3])
      return (copy, inputs, copy.zeroStates(batch: 2).mapTensors { numbers($0.shape) })
    }
    let (whole, inputs, initial) = begin()
    let (outputs, states) = whole(inputs, from: initial)
    let expected = outputs.pow(3).sum()
    expected.backward()
    let (other, otherInputs, otherInitial) = begin()
    var seen: [Int] = []
    let (loss, last) = other.backward(through: otherInputs, from: otherInitial, schedule: schedule) { steps, outputs in
      #expect(outputs.shape == [steps.count, 2, 4])
      seen.insert(contentsOf: steps, at: 0)
      return outputs.pow(3).sum()
    }
    #expect(seen == Array(0..<11))
    #expect(abs(loss - expected.item()) < 1e-12)
    func tensors(_ states: [Cell.State]) -> [Tensor] {
      var found: [Tensor] = []
      _ = states.mapTensors { tensor in
        found.append(tensor)
        return tensor
      }
      return found
    }
    for (one, two) in zip(tensors(states), tensors(last)) { expectNear(one, two) }
    let wanted = [inputs] + tensors(initial) + whole.parameters.map(\.tensor)
    let found = [otherInputs] + tensors(otherInitial) + other.parameters.map(\.tensor)
    for (one, two) in zip(wanted, found) {
      #expect(one.grad != nil && two.grad != nil)
      if let one = one.grad, let two = two.grad { expectNear(one, two) }
    }
  }

  private func expectNear(_ one: Tensor, _ other: Tensor) {
    #expect(one.shape == other.shape)
    #expect(zip(one.scalars, other.scalars).allSatisfy { abs($0 - $1) < 1e-12 * max(1, abs($0)) })
  }

  @Test func beginsWithZerosAndTakesASingleSequence() {
    var random = SeededGenerator(seed: 4)
    let network = RNN(inputSize: 1, hiddenSize: 2, dtype: .float64, using: &random)
    let inputs = Tensor.normal([9, 1], mean: 0, standardDeviation: 1, dtype: .float64, using: &random)
    let parameters = network.parameters.map(\.tensor)
    let expected = gradients(of: network(inputs).outputs.sum(), withRespectTo: parameters)
    network.backward(through: inputs, schedule: .squareRoot(of: 9)) { _, outputs in outputs.sum() }
    for (parameter, gradient) in zip(parameters, expected) {
      #expect(parameter.grad != nil && gradient != nil)
      if let one = parameter.grad, let other = gradient { expectNear(one, other) }
    }
  }

  @Test func morePiecesThanStepsTrap() async {
    expect(
      "backward: 5 pieces of a sequence of 4 steps; each needs a step",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        var random = SeededGenerator(seed: 1)
        RNN(inputSize: 2, hiddenSize: 3, using: &random).backward(
          through: Tensor.zeros([4, 2]), schedule: CheckpointSchedule(pieces: 5, places: 2)
        ) { _, outputs in outputs.sum() }
      })
  }
}
