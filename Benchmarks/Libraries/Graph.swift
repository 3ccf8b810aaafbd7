import Autograd
import BigInt
import ComputationGraphs
import Measuring

/// What is asked of a computation's graph.
extension Topic {
  static var graph: Topic {
    Topic(
      name: "graph",
      cases: [
        pathCount(view: .operations, name: "paths of 10 000 LSTM steps, through operations"),
        pathCount(view: .named, name: "paths of 10 000 LSTM steps, between names"),
      ])
  }
}

/// Counts the paths from a weight to the loss of an LSTM of one unit with a loss at every step: a number of more than
/// 6,000 digits. The graph is there already.
private func pathCount(view: PathView, name: String) -> Case {
  Case(name: name, goals: [.microseconds(atMost: 100_000)]) {
    let graph = lstmGraph(steps: 10_000)
    let count = { (try? graph?.paths(from: "w1", to: "L", view: view).count) ?? 0 }
    return Work(run: { _ = count() }, result: { Double(count().bitWidth) })
  }
}

private func lstmGraph(steps: Int) -> ComputationGraph? {
  let weights = (0..<12).map { Tensor(0.1 * Double($0 % 5) + 0.05, dtype: .float64, requiresGrad: true) }
  let zero = Tensor(0, dtype: .float64)
  var (h, c, loss) = (zero, zero, zero)
  var variables = [("w1", weights[1])]
  for step in 1...steps {
    let x = Tensor(0.1 * Double(step % 7), dtype: .float64)
    func gate(_ number: Int) -> Tensor {
      weights[3 * number] * x + weights[3 * number + 1] * h + weights[3 * number + 2]
    }
    c = gate(1).sigmoid() * c + gate(0).sigmoid() * gate(2).tanh()
    h = gate(3).sigmoid() * c.tanh()
    loss = loss + (h - x).pow(2)
    variables += [("h\(step)", h), ("c\(step)", c)]
  }
  return try? ComputationGraph(of: [("L", loss)], variables: variables)
}
