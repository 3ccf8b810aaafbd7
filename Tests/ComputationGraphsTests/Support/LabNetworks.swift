import Autograd

/// The network of the lab's first exercise: two steps with matrices, every variable named, all leaves with gradients.
struct LabNetwork {
  let outputs: [(String, Tensor)]
  let variables: [(String, Tensor)]

  init() {
    let U = Tensor([[-0.3, 0.6], [0.2, 0.1]], requiresGrad: true)
    let V = Tensor([[0.4, 0.4], [0.9, -0.7]], requiresGrad: true)
    let W = Tensor([[0.2, 0.1], [-0.2, 0.5]], requiresGrad: true)
    let x1 = Tensor([0, 1], requiresGrad: true)
    let x2 = Tensor([0.3, 0.4], requiresGrad: true)
    let h0 = Tensor([0, 0], requiresGrad: true)
    let h1 = (U.mv(x1) + V.mv(h0)).relu()
    let o1 = W.mv(h1)
    let h2 = (U.mv(x2) + V.mv(h1)).relu()
    let o2 = W.mv(h2)
    outputs = [("o1", o1), ("o2", o2)]
    variables = [
      ("U", U), ("V", V), ("W", W), ("x1", x1), ("x2", x2), ("h0", h0), ("h1", h1), ("o1", o1), ("h2", h2), ("o2", o2),
    ]
  }
}

/// The lab's scalar sequence of the given length with its summed squared error; only U requires a gradient.
struct ScalarNetwork {
  let loss: Tensor
  let variables: [(String, Tensor)]

  init(length: Int) {
    let U = Tensor([0.1], requiresGrad: true)
    let (V, W) = (Tensor([0.2]), Tensor([0.3]))
    var (h, loss, variables) = (Tensor([0]), Tensor?.none, [("U", U)])
    let x = [0.5, 0.6, 0.7, 0.8].map { Tensor([$0]) }
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
}
