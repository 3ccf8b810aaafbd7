import Autograd
import Measuring

/// The lab's own training steps. The peers' side is `peers/torch_lab.py` and `peers/jax_lab.py`.
extension Topic {
  static var lab: Topic {
    Topic(
      name: "lab",
      starts: [
        StartCase(
          name: "process start to first gradient", command: "first-gradient", goals: [.milliseconds(atMost: 30)],
          result: firstGradient)
      ],
      cases: [
        vectorStep(),
        scalarChain(steps: 100, goals: [.faster(than: "torch", times: 150)]),
        scalarChain(steps: 10_000, goals: [.faster(than: "torch", times: 150)]),
        scalarChain(
          steps: 1_000_000, goals: [.microseconds(atMost: 1), .bytes(atMost: 1000)], measuresMemory: true),
      ])
  }
}

private func firstGradient() -> Double {
  let w = Tensor([[-0.3, 0.6], [0.2, 0.1]], requiresGrad: true)
  w.matmul([0.3, 0.4]).relu().sum().backward()
  return gradientSum([w])
}

/// Two steps of a recurrent network with two units: h_t = relu(U x_t + V h_{t-1}), loss Σ (W h_t − y_t)².
/// All six leaves take a gradient.
private func vectorStep() -> Case {
  Case(
    name: "vector step, forward + loss + backward",
    goals: [.faster(than: "torch", times: 100), .faster(than: "jax", times: 9)]
  ) {
    let U = Tensor([[-0.3, 0.6], [0.2, 0.1]], requiresGrad: true)
    let V = Tensor([[0.4, 0.4], [0.9, -0.7]], requiresGrad: true)
    let W = Tensor([[0.2, 0.1], [-0.2, 0.5]], requiresGrad: true)
    let x1 = Tensor([0, 1], requiresGrad: true)
    let x2 = Tensor([0.3, 0.4], requiresGrad: true)
    let h0 = Tensor([0, 0], requiresGrad: true)
    let y1: Tensor = [0.3, 0.4]
    let y2: Tensor = [1, 0]
    let leaves = [U, V, W, x1, x2, h0]
    return Work(
      run: {
        for leaf in leaves { leaf.grad = nil }
        let h1 = (U.matmul(x1) + V.matmul(h0)).relu()
        let h2 = (U.matmul(x2) + V.matmul(h1)).relu()
        let loss = (W.matmul(h1) - y1).pow(2).sum() + (W.matmul(h2) - y2).pow(2).sum()
        loss.backward()
      },
      result: { gradientSum(leaves) })
  }
}

/// The same network with one unit over a sequence of any length: back-propagation through time, step by step.
private func scalarChain(steps: Int, goals: [Goal], measuresMemory: Bool = false) -> Case {
  Case(
    name: "scalar chain, N = \(grouped(steps))", unit: "step", units: steps, measuresMemory: measuresMemory,
    goals: goals
  ) {
    let u = Tensor([0.1], requiresGrad: true)
    let v = Tensor([0.2], requiresGrad: true)
    let w = Tensor([0.3], requiresGrad: true)
    let leaves = [u, v, w]
    let xs = (0...steps).map { Tensor([0.5 + 0.03 * Double(7 * $0 % 10)]) }
    return Work(
      run: {
        for leaf in leaves { leaf.grad = nil }
        var h = Tensor([0])
        var loss = Tensor([0])
        for t in 0..<steps {
          h = (u * xs[t] + v * h).relu()
          loss = loss + (w * h - xs[t + 1]).pow(2)
        }
        loss.backward()
      },
      result: { gradientSum(leaves) })
  }
}

private func gradientSum(_ leaves: [Tensor]) -> Double {
  leaves.reduce(0) { $0 + ($1.grad?.sum().item() ?? .nan) }
}

/// 1000000 as 1,000,000.
func grouped(_ number: Int) -> String {
  number < 1000 ? "\(number)" : "\(grouped(number / 1000)),\("\(number % 1000 + 1000)".dropFirst())"
}
