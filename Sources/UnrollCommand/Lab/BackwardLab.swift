import Unroll

/// Section 3: back-propagation through sequences of length 1, 2 and 3, and what automatic differentiation says.
struct BackwardLab {
  let graphs: GraphLab

  func run() throws {
    heading("3  The backward step")
    print("L = Σ (o_t - x_{t+1})² for scalars U = 0.1, V = 0.2, W = 0.3, x = 0.5, 0.6, 0.7, 0.8, h0 = 0, with ReLU.")
    for length in 1...3 { try sequence(length) }
    print(
      """

      For any length N there is a path for each time t of an output and each time k ≤ t at which U is used, N(N+1)/2:
      ∂L/∂U = Σ_t ∂L/∂o_t · ∂o_t/∂h_t · Σ_{k≤t} (∂h_t/∂h_{t-1} ⋯ ∂h_{k+1}/∂h_k) · ∂h_k/∂U
      """)
    lookingBack()
  }

  private func sequence(_ length: Int) throws {
    let U = Tensor([0.1], requiresGrad: true)
    let V = Tensor([0.2], requiresGrad: true)
    let W = Tensor([0.3], requiresGrad: true)
    let h0 = Tensor([0], requiresGrad: true)
    let x = [0.5, 0.6, 0.7, 0.8].prefix(length + 1).map { Tensor([$0], requiresGrad: true) }
    var variables =
      [("U", U), ("V", V), ("W", W), ("h0", h0)] + x.enumerated().map { ("x\($0.offset + 1)", $0.element) }
    var (h, loss) = (h0, Tensor?.none)
    for t in 0..<length {
      h = (U * x[t] + V * h).relu()
      let o = W * h
      let error = (o - x[t + 1]).pow(2)
      loss = loss.map { $0 + error } ?? error
      variables += [("h\(t + 1)", h), ("o\(t + 1)", o)]
    }
    guard let loss else { return }
    loss.backward()
    let byPaths = paths(length, U: 0.1, V: 0.2, W: 0.3, x: [0.5, 0.6, 0.7, 0.8])
    print(
      """

      Length \(length): L = \(loss.detach()), dL/dU = \(U.grad?.description ?? "none") by automatic differentiation,
      \(fixed(byPaths.sum, 6)) as the sum over \(byPaths.count) \(byPaths.count == 1 ? "path" : "paths") from U to L.
      """)
    try graphs.draw("computation_graph_\(length)", outputs: [("L", loss)], variables: variables)
  }

  /// The derivative as the sum over all paths, each the product of its local partials.
  private func paths(_ length: Int, U: Double, V: Double, W: Double, x: [Double]) -> (sum: Double, count: Int) {
    var (h, sum, count) = ([0.0], 0.0, 0)
    for t in 1...length { h.append(max(0, U * x[t - 1] + V * h[t - 1])) }
    let slopes = h.map { $0 > 0 ? 1.0 : 0.0 }
    for t in 1...length {
      for k in 1...t {
        let through = (k..<t).reduce(1.0) { $0 * V * slopes[$1 + 1] }
        sum += 2 * (W * h[t] - x[t]) * W * through * x[k - 1] * slopes[k]
        count += 1
      }
    }
    return (sum, count)
  }

  private func lookingBack() {
    heading("3.4  Looking back")
    let U = Tensor([[-0.3, 0.6], [0.2, 0.1]], requiresGrad: true)
    let V = Tensor([[0.4, 0.4], [0.9, -0.7]])
    let h1 = (U.mv([0, 1]) + V.mv([0, 0])).relu()
    h1[0].backward()
    print("∂h1/∂U₁₁ is the zero vector, whatever σ is: U₁₁ is multiplied by the first element of x1, which is 0.")
    print("Gradient of U: \(U.grad?.description ?? "none")")
    print("It is the derivative of the first element of h1, and its first element is 0, as it should be.")
  }
}
