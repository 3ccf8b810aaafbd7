import Unroll

/// Section 1: two steps of a recurrent network with two hidden units, worked by hand.
///
/// h_t = σ(U x_t + V h_{t−1}), o_t = W h_t, ŷ_t = σ(o_t), with ReLU as σ.
struct ForwardLab {
  let outputs: [(String, Tensor)]
  let variables: [(String, Tensor)]

  init() {
    let U = Tensor([[-0.3, 0.6], [0.2, 0.1]], requiresGrad: true)
    let V = Tensor([[0.4, 0.4], [0.9, -0.7]], requiresGrad: true)
    let W = Tensor([[0.2, 0.1], [-0.2, 0.5]], requiresGrad: true)
    let x1 = Tensor([0, 1], requiresGrad: true)
    let x2 = Tensor([0.3, 0.4], requiresGrad: true)
    let h0 = Tensor([0, 0], requiresGrad: true)
    let h1 = (U.mv(x1) + V.mv(h0)).clamp(min: 0)
    let o1 = W.mv(h1)
    let h2 = (U.mv(x2) + V.mv(h1)).clamp(min: 0)
    let o2 = W.mv(h2)
    outputs = [("o1", o1), ("o2", o2)]
    variables = [("U", U), ("V", V), ("W", W), ("x1", x1), ("x2", x2), ("h0", h0), ("h1", h1), ("h2", h2)]
  }

  func run() {
    heading("1  The forward step")
    print("h_t = relu(U x_t + V h_{t-1}),  o_t = W h_t.  Before the first input there is a state already, h0.\n")
    for (name, value) in variables + outputs { print("\(name):\t\(value.detach().indented)") }
    print("\nThe predicted output y_t = σ(o_t), with σ as it is written and as a language model means it:\n")
    for (name, value) in outputs {
      let output = value.detach()
      print("relu(\(name)):    \(output.relu())")
      print("softmax(\(name)): \(output.softmax(axis: 0))")
    }
    print(
      """

      ReLU cuts scores at zero; what it gives need not sum to 1 and can be zero for a word that does occur.
      Softmax makes a distribution of any scores: all positive, sum 1. So a language model takes softmax here.
      """)
  }
}

extension Tensor {
  /// The description with its further lines moved under the first, behind a name and a tab.
  var indented: String {
    description.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n\t")
  }
}
