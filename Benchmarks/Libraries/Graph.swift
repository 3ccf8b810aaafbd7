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
        Case(name: "gradient of 1 000 steps by first and last step", goals: [.microseconds(atMost: 100_000)]) {
          let paths = try? chainGraph(steps: 1000)?.paths(from: "U", to: "L")
          return Work(
            run: { _ = try? paths?.grid() }, result: { (try? paths?.grid())?.total?.number ?? .nan })
        },
        drawing("the lab's graph to SVG", goals: [.microseconds(atMost: 1000), .faster(than: "torch", times: 10)]) {
          labGraph()
        },
        drawing("10 unrolled steps to SVG", goals: [.faster(than: "torch", times: 10)]) { chainGraph(steps: 10) },
        drawing("1 000 unrolled steps to SVG", goals: [.microseconds(atMost: 200_000)]) { chainGraph(steps: 1000) },
        drawing("100 000 nodes to SVG", goals: [.microseconds(atMost: 5_000_000)]) { chainGraph(steps: 11_111) },
      ])
  }

  /// How drawing grows with the graph: near linear in nodes and edges.
  static var growth: Topic {
    let name = "SVG of 10 000 steps against 1 000, by step"
    return Topic(
      name: "growth",
      session: Session(cases: [Session.Case(name: name, goals: [.ratio(atMost: 1.5)])], rounds: 3) {
        let clock = ContinuousClock()
        let seconds = [1000, 10_000].map { steps in
          let graph = chainGraph(steps: steps)
          // The best of three: whatever else runs can only add.
          let times = (0..<3).map { _ in
            clock.measure { _ = try? graph?.svg(foldingRunsLongerThan: nil) } / .seconds(steps)
          }
          return times.min() ?? .infinity
        }
        return [name: Session.Observation(quantities: ["ratio": seconds[1] / seconds[0]], result: 1)]
      })
  }
}

/// The whole graph as a picture, from the tape's graph to the text; the result is how many rectifiers are in it.
private func drawing(_ name: String, goals: [Goal], _ graph: @escaping () -> ComputationGraph?) -> Case {
  Case(name: name, goals: goals) {
    let graph = graph()
    let draw = { (try? graph?.svg(foldingRunsLongerThan: nil)) ?? "" }
    return Work(run: { _ = draw() }, result: { Double(draw().split(separator: ">Relu (").count - 1) })
  }
}

/// The two steps of the lab's first exercise.
private func labGraph() -> ComputationGraph? {
  func leaf(_ values: [Double], _ shape: [Int]) -> Tensor { Tensor(values, shape: shape, requiresGrad: true) }
  let (U, V) = (leaf([-0.3, 0.6, 0.2, 0.1], [2, 2]), leaf([0.4, 0.4, 0.9, -0.7], [2, 2]))
  let W = leaf([0.2, 0.1, -0.2, 0.5], [2, 2])
  let (x1, x2, h0) = (leaf([0, 1], [2]), leaf([0.3, 0.4], [2]), leaf([0, 0], [2]))
  let h1 = (U.mv(x1) + V.mv(h0)).relu()
  let h2 = (U.mv(x2) + V.mv(h1)).relu()
  return try? ComputationGraph(
    of: [("o1", W.mv(h1)), ("o2", W.mv(h2))],
    naming: [("U", U), ("V", V), ("W", W), ("x1", x1), ("x2", x2), ("h0", h0), ("h1", h1), ("h2", h2)])
}

/// A scalar network over many steps, with a loss at each of them: nine nodes a step.
private func chainGraph(steps: Int) -> ComputationGraph? {
  let (U, V, W) = (
    Tensor([0.1], requiresGrad: true), Tensor([0.2], requiresGrad: true), Tensor([0.3], requiresGrad: true)
  )
  let inputs = (0...steps).map { Tensor([0.5 + 0.03 * Double(7 * $0 % 10)]) }
  var (h, loss) = (Tensor([0]), Tensor([0]))
  var variables = [("U", U), ("V", V), ("W", W)]
  for step in 0..<steps {
    h = (U * inputs[step] + V * h).relu()
    let o = W * h
    loss = loss + (o - inputs[step + 1]).pow(2)
    variables += [("h\(step + 1)", h), ("o\(step + 1)", o)]
  }
  return try? ComputationGraph(of: [("L", loss)], variables: variables)
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
