import Foundation
import Unroll

// Interactive pages of some derivatives, into the folder that is given; into .build/pages without one.
let folder = CommandLine.arguments.dropFirst().first ?? ".build/pages"
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)

func number(_ value: Double, requiresGrad: Bool = false) -> Tensor {
  Tensor(value, dtype: .float64, requiresGrad: requiresGrad)
}

/// The lab's scalar network: h_t = ReLU(U x_t + V h_{t−1}), o_t = W h_t, L = Σ (o_t − x_{t+1})².
func scalarNetwork(steps: Int) throws -> ComputationGraph {
  let (U, V, W) = (number(0.1, requiresGrad: true), number(0.2, requiresGrad: true), number(0.3, requiresGrad: true))
  let x = (0...steps).map { number(Double(5 + $0 % 4) / 10) }
  var (h, L) = (number(0), Tensor?.none)
  var variables = [("U", U), ("V", V), ("W", W), ("h0", h)] + x.enumerated().map { ("x\($0 + 1)", $1) }
  for t in 1...steps {
    h = (U * x[t - 1] + V * h).relu()
    let o = W * h
    let error = (o - x[t]).pow(2)
    L = L.map { $0 + error } ?? error
    variables += [("h\(t)", h), ("o\(t)", o)]
  }
  return try ComputationGraph(of: [("L", L ?? h)], variables: variables)
}

/// The lab's first network, of matrices, with a squared error at each of two steps.
func vectorNetwork() throws -> ComputationGraph {
  func matrix(_ elements: [Double]) -> Tensor { Tensor(elements, shape: [2, 2], dtype: .float64).requiringGrad() }
  func vector(_ elements: [Double]) -> Tensor { Tensor(elements, shape: [2], dtype: .float64) }
  let (U, V, W) = (matrix([-0.3, 0.6, 0.2, 0.1]), matrix([0.4, 0.4, 0.9, -0.7]), matrix([0.2, 0.1, -0.2, 0.5]))
  let (x1, x2, h0) = (vector([0, 1]), vector([0.3, 0.4]), vector([0, 0]))
  let (y1, y2) = (vector([0.3, 0.4]), vector([1, 0]))
  let h1 = (U.mv(x1) + V.mv(h0)).relu()
  let o1 = W.mv(h1)
  let h2 = (U.mv(x2) + V.mv(h1)).relu()
  let o2 = W.mv(h2)
  let L = (o1 - y1).pow(2).sum() + (o2 - y2).pow(2).sum()
  return try ComputationGraph(
    of: [("L", L)],
    variables: [
      ("U", U), ("V", V), ("W", W), ("x1", x1), ("x2", x2), ("h0", h0), ("y1", y1), ("y2", y2), ("h1", h1), ("o1", o1),
      ("h2", h2), ("o2", o2),
    ])
}

/// An LSTM of one unit, with its gates by name.
func lstm(steps: Int) throws -> ComputationGraph {
  let names = "W_ii W_hi b_i W_if W_hf b_f W_ig W_hg b_g W_io W_ho b_o".split(separator: " ").map(String.init)
  let weights = names.indices.map { number(0.1 * Double($0 % 5) + 0.05, requiresGrad: true) }
  var (h, c, L) = (number(0), number(0), Tensor?.none)
  var variables = Array(zip(names, weights)) + [("h0", h), ("c0", c)]
  for t in 1...steps {
    let x = number(0.1 * Double(t % 7))
    func gate(_ place: Int) -> Tensor { weights[3 * place] * x + weights[3 * place + 1] * h + weights[3 * place + 2] }
    let (i, f, g, o) = (gate(0).sigmoid(), gate(1).sigmoid(), gate(2).tanh(), gate(3).sigmoid())
    c = f * c + i * g
    h = o * c.tanh()
    let error = (h - x).pow(2)
    L = L.map { $0 + error } ?? error
    variables += [
      ("x\(t)", x), ("i\(t)", i), ("f\(t)", f), ("g\(t)", g), ("o\(t)", o), ("c\(t)", c), ("h\(t)", h),
    ]
  }
  return try ComputationGraph(of: [("L", L ?? h)], variables: variables)
}

/// Names that are markup, script, and text of any direction; and values that are no numbers.
func anyNames() throws -> ComputationGraph {
  let x = number(0, requiresGrad: true)
  let infinite = x.log()
  let y = infinite * number(0) + x
  return try ComputationGraph(
    of: [("</script><script>document.title='run'</script>", y)],
    variables: [
      ("<img src=x onerror=\"document.title='run'\">", x), ("שלום \u{202E}abc 🦆 日本語 é\u{0}", infinite),
    ])
}

for steps in 1...3 {
  try scalarNetwork(steps: steps).page(from: "U", to: "L", title: "\(steps) steps").write(
    to: "\(folder)/scalar-\(steps).html")
}
try vectorNetwork().page(from: "U", to: "L", title: "Two steps of matrices").write(to: "\(folder)/vector.html")
try lstm(steps: 3).page(from: "W_hi", to: "L", title: "A long short-term memory").write(to: "\(folder)/lstm.html")
try scalarNetwork(steps: 1000).page(from: "U", to: "L", title: "1000 steps").write(to: "\(folder)/long.html")
let names = try anyNames()
try names.page(from: names.nodes[0].id, to: names.nodes[names.nodes.count - 1].id).write(to: "\(folder)/names.html")
print("The pages are in \(folder).")
