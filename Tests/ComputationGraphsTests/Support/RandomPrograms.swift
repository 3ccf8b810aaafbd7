import Autograd

@testable import ComputationGraphs

/// A random computation on single numbers in float64, some of its values named.
struct RandomProgram {
  let input: Tensor
  let output: Tensor
  let graph: ComputationGraph

  /// - Parameter names: The share of values that get a name.
  init(steps: Int, names: Double, using random: inout SeededGenerator) throws {
    func number() -> Tensor { Tensor(Double.random(in: -1...1, using: &random), dtype: .float64) }
    let input = number().requiringGrad()
    var (values, named) = ([input], [("x", input)])
    for step in 1...steps {
      let a = values[Int.random(in: max(0, values.count - 6)..<values.count, using: &random)]
      let b = values[Int.random(in: 0..<values.count, using: &random)]
      let value: Tensor =
        switch Int.random(in: 0..<8, using: &random) {
        case 0: a + b
        case 1: a * b
        case 2: a - number() * b
        case 3: a.tanh()
        case 4: a.sigmoid() + b
        case 5: (a * b).tanh()
        case 6: a * number()
        default: (a * a + b * b + 1).sqrt()
        }
      values.append(value)
      if Double.random(in: 0..<1, using: &random) < names { named.append(("v\(step)", value)) }
    }
    output = values[steps].tanh() + input
    self.input = input
    graph = try ComputationGraph(of: [("y", output)], variables: named)
  }
}

/// A random network of named values n0, n1, …, each a function of some earlier ones, written in one of many ways.
struct RandomNetwork {
  /// For each value the numbers of those it depends on.
  let sources: [[Int]]
  /// The weight of each dependence.
  let weights: [[Double]]

  init(size: Int, using random: inout SeededGenerator) {
    var (sources, weights): ([[Int]], [[Double]]) = ([[]], [[]])
    for value in 1..<size {
      let chosen = (0..<value).filter { $0 == value - 1 || Double.random(in: 0..<1, using: &random) < 0.4 }
      sources.append(chosen)
      weights.append(chosen.map { _ in Double.random(in: -1...1, using: &random) })
    }
    self.sources = sources
    self.weights = weights
  }

  /// The number of ways from the first value to the last, by the dependences alone.
  var pathCount: Int {
    var ways = [1]
    for sources in sources.dropFirst() { ways.append(sources.reduce(0) { $0 + ways[$1] }) }
    return ways.last ?? 0
  }

  /// The network computed with sums in a random order, factors taken apart, and unnamed steps put between.
  func graph(using random: inout SeededGenerator) throws -> ComputationGraph {
    var values = [Tensor(0.7, dtype: .float64, requiresGrad: true)]
    for (sources, weights) in zip(sources, weights).dropFirst() {
      var terms = zip(sources, weights).map { source, weight in
        switch Int.random(in: 0..<4, using: &random) {
        case 0: values[source] * weight
        case 1: values[source] * (weight / 2) + values[source] * (weight / 2)
        case 2: -(values[source] * -weight)
        default: (weight * 4) * values[source] / 4
        }
      }
      while terms.count > 1 {
        let first = terms.remove(at: Int.random(in: 0..<terms.count, using: &random))
        let second = terms.remove(at: Int.random(in: 0..<terms.count, using: &random))
        terms.append(first + second)
      }
      values.append(terms[0].tanh())
    }
    let names = values.enumerated().map { ("n\($0)", $1) }
    return try ComputationGraph(of: [names[names.count - 1]], naming: names)
  }
}
