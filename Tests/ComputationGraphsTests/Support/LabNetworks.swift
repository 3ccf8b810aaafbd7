import Autograd

@testable import ComputationGraphs

/// The network of the lab's first exercise: two steps with matrices, every variable named, all leaves with gradients.
struct LabNetwork {
  let outputs: [(String, Tensor)]
  let variables: [(String, Tensor)]
  /// Σ (o1 − y1)² + Σ (o2 − y2)².
  let loss: Tensor

  init(dtype: DType = .float32) {
    func leaf(_ values: [Double], _ shape: [Int]) -> Tensor {
      Tensor(values, shape: shape, dtype: dtype).requiringGrad()
    }
    let U = leaf([-0.3, 0.6, 0.2, 0.1], [2, 2])
    let V = leaf([0.4, 0.4, 0.9, -0.7], [2, 2])
    let W = leaf([0.2, 0.1, -0.2, 0.5], [2, 2])
    let x1 = leaf([0, 1], [2])
    let x2 = leaf([0.3, 0.4], [2])
    let h0 = leaf([0, 0], [2])
    let h1 = (U.mv(x1) + V.mv(h0)).relu()
    let o1 = W.mv(h1)
    let h2 = (U.mv(x2) + V.mv(h1)).relu()
    let o2 = W.mv(h2)
    outputs = [("o1", o1), ("o2", o2)]
    variables = [
      ("U", U), ("V", V), ("W", W), ("x1", x1), ("x2", x2), ("h0", h0), ("h1", h1), ("o1", o1), ("h2", h2), ("o2", o2),
    ]
    let (y1, y2) = (Tensor([0.3, 0.4], dtype: dtype), Tensor([1, 0], dtype: dtype))
    loss = (o1 - y1).pow(2).sum() + (o2 - y2).pow(2).sum()
  }

  /// The graph of the loss.
  func graph() throws -> ComputationGraph { try ComputationGraph(of: [("L", loss)], naming: variables) }
}

/// The lab's scalar sequence of the given length with its summed squared error; only U requires a gradient.
struct ScalarNetwork {
  let loss: Tensor
  let variables: [(String, Tensor)]
  let U: Tensor

  init(length: Int, dtype: DType = .float32, U start: Double = 0.1) {
    U = Tensor([start], dtype: dtype).requiringGrad()
    let (V, W) = (Tensor([0.2], dtype: dtype), Tensor([0.3], dtype: dtype))
    var (h, loss, variables) = (Tensor([0], dtype: dtype), Tensor?.none, [("U", U)])
    // 0.5, 0.6, 0.7, 0.8, and again.
    let x = (0...length).map { Tensor([Double(5 + $0 % 4) / 10], dtype: dtype) }
    for step in 0..<length {
      h = (U * x[step] + V * h).relu()
      let o = W * h
      let error = (o - x[step + 1]).pow(2)
      loss = loss.map { $0 + error } ?? error
      variables += [("h\(step + 1)", h), ("o\(step + 1)", o)]
    }
    self.loss = loss ?? h
    self.variables = variables
  }

  /// The graph of the loss.
  func graph() throws -> ComputationGraph { try ComputationGraph(of: [("L", loss)], naming: variables) }
}

/// An LSTM of one unit, step by step from single operations, with a loss at every step; float64.
struct LSTMNetwork {
  let loss: Tensor
  /// w0 … w11: the weights of the input, the state and the constant for the gates i, f, g and o.
  let weights: [Tensor]
  let variables: [(String, Tensor)]

  init(length: Int) {
    let weights = (0..<12).map { Tensor(0.1 * Double($0 % 5) + 0.05, dtype: .float64, requiresGrad: true) }
    let zero = Tensor(0, dtype: .float64)
    var (h, c, loss) = (zero, zero, zero)
    var variables = weights.enumerated().map { ("w\($0)", $1) }
    for step in 1...length {
      let x = Tensor(0.1 * Double(step % 7), dtype: .float64)
      func gate(_ number: Int) -> Tensor {
        weights[3 * number] * x + weights[3 * number + 1] * h + weights[3 * number + 2]
      }
      let (i, f, g, o) = (gate(0).sigmoid(), gate(1).sigmoid(), gate(2).tanh(), gate(3).sigmoid())
      c = f * c + i * g
      h = o * c.tanh()
      loss = loss + (h - x).pow(2)
      variables += [("h\(step)", h), ("c\(step)", c)]
    }
    self.loss = loss
    self.weights = weights
    self.variables = variables
  }

  /// The graph of the loss; of its 12 weights only the named are found by name.
  func graph() throws -> ComputationGraph { try ComputationGraph(of: [("L", loss)], variables: variables) }
}
