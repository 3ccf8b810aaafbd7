import Autograd
import Measuring
import NeuralNetworks

// T = 35 steps, B = batch, H = hidden = inputs.

/// Recurrent layers, forward and back-propagation through time. The peers' side is `peers/torch_rnn.py` and
/// `peers/jax_rnn.py`, with the same numbers (`peers/rnn_givens.py`).
extension Topic {
  static var recurrent: [Topic] {
    [1, 2].map { threads in
      Topic(
        name: threads == 1 ? "rnn" : "rnn, \(threads) threads", cases: layerCases(threads), rounds: 3, threads: threads)
    }
  }
}

/// Batch, hidden, and how much faster than PyTorch and JAX an Elman layer has to be on one thread.
private let sizes = [
  (1, 64, 25, 2.5), (1, 256, 5, 1.4), (20, 200, 1.8, 1.4), (20, 650, 1.5, 1.25), (64, 512, 1.3, 1.1),
  (128, 1024, 1.15, 1.2),
]

private func layerCases(_ threads: Int) -> [Case] {
  var cases: [Case] = []
  for (batch, hidden, torch, jax) in sizes {
    // A second thread may cost a tenth of the lead.
    let share = threads == 1 ? 1 : 0.9
    cases.append(
      layer(
        "Elman", threads, batch, hidden,
        [.faster(than: "torch", times: share * torch), .faster(than: "jax", times: share * jax)]
      ) { RNN(layers: [ElmanCell(weightIH: $0, weightHH: $1, biasIH: $2, biasHH: $3)]) })
  }
  // A call of the largest takes seconds with several gates.
  for (batch, hidden, _, _) in sizes.dropLast() {
    let ahead: [Goal] = [.faster(than: "torch", times: 1), .faster(than: "jax", times: 1)]
    cases.append(
      layer("LSTM", threads, batch, hidden, ahead, gates: 4) {
        LSTM(layers: [LSTMCell(weightIH: $0, weightHH: $1, biasIH: $2, biasHH: $3)])
      })
    cases.append(
      layer("GRU", threads, batch, hidden, ahead, gates: 3) {
        GRU(layers: [GRUCell(weightIH: $0, weightHH: $1, biasIH: $2, biasHH: $3)])
      })
  }
  if threads == 1 {
    cases.append(
      layer("scalar relu", 1, 1, 1, [.faster(than: "jax", times: 1)], steps: 10_000) {
        RNN(layers: [ElmanCell(weightIH: $0, weightHH: $1, biasIH: $2, biasHH: $3, activation: .relu)])
      })
  }
  return cases
}

/// One layer's outputs summed, and the gradients of its inputs and parameters.
private func layer<Cell: RecurrentCell>(
  _ kind: String, _ threads: Int, _ batch: Int, _ hidden: Int, _ goals: [Goal], gates: Int = 1, steps: Int = 35,
  _ make: @escaping (Tensor, Tensor, Tensor, Tensor) -> Recurrent<Cell>
) -> Case {
  Case(
    name: "\(kind) (\(batch), \(hidden)), \(threads) thread\(threads == 1 ? "" : "s")", goals: goals
  ) {
    let scale = 1 / Double(hidden).squareRoot()
    let x = givens([steps, batch, hidden], seed: 1, scale: 2)
    let network = make(
      givens([gates * hidden, hidden], seed: 2, scale: scale), givens([gates * hidden, hidden], seed: 3, scale: scale),
      givens([gates * hidden], seed: 5, scale: scale), givens([gates * hidden], seed: 9, scale: scale))
    let leaves = [x] + network.parameters.map(\.tensor)
    return Work(
      run: {
        for leaf in leaves { leaf.grad = nil }
        network(x).outputs.sum().backward()
      },
      result: { leaves.reduce(0) { $0 + ($1.grad?.abs().sum().item() ?? .nan) } })
  }
}

/// Numbers in −scale/2..<scale/2 that only their places decide.
private func givens(_ shape: [Int], seed: Int, scale: Double) -> Tensor {
  let count = shape.reduce(1, *)
  let numbers = (0..<count).map { scale * (Double(($0 * 7919 + seed * 104_729) % 2003) / 2003 - 0.5) }
  return Tensor(numbers, shape: shape, dtype: .float32).requiringGrad()
}
