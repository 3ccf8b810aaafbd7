import Autograd
import BigInt
import Testing

@testable import ComputationGraphs

@Suite struct PathsTests {
  /// The paths of the lab, as it asks the learner to find them.
  @Test func `The lab's sequence of length three`() throws {
    let paths = try ScalarNetwork(length: 3).graph().paths(from: "U", to: "L")
    #expect(
      paths.map { paths.ids(of: $0).joined(separator: " ") } == [
        "U h1 o1 L", "U h2 o2 L", "U h1 h2 o2 L", "U h3 o3 L", "U h2 h3 o3 L", "U h1 h2 h3 o3 L",
      ])
    #expect(paths.map(\.length) == [3, 3, 4, 3, 4, 5])
  }

  @Test func `As many are listed as are counted, each once`() throws {
    var random = SeededGenerator(seed: 3)
    for round in 0..<80 {
      let program = try RandomProgram(steps: 10, names: [0, 0.3, 1][round % 3], using: &random)
      for view in [PathView.named, .operations] {
        let paths = try program.graph.paths(from: "x", to: "y", view: view)
        let listed = Array(paths.prefix(50_000))
        guard listed.count < 50_000 else { continue }
        #expect(BigUInt(listed.count) == paths.count)
        #expect(Set(listed).count == listed.count)
        for path in listed {
          #expect(zip(path.positions, path.positions.dropFirst()).allSatisfy { $0 < $1 })
          #expect(path.positions.first == paths.input && path.positions.last == paths.output)
        }
      }
    }
  }

  @Test func `The sum over paths is the gradient, in both views`() throws {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<80 {
      let program = try RandomProgram(steps: 14, names: 0.4, using: &random)
      let gradient = try #require(gradients(of: program.output, withRespectTo: [program.input])[0]).item()
      for view in [PathView.named, .operations] {
        let paths = try program.graph.paths(from: "x", to: "y", view: view)
        #expect(abs(try paths.total(PathSum.init).value - gradient) <= 1e-12 * max(1, abs(gradient)))
        #expect(abs(try #require(paths.derivative?.number) - gradient) <= 1e-12 * max(1, abs(gradient)))
      }
    }
  }

  /// However the formulas between the names are written: sums in any order, terms in parts, steps between.
  @Test func `Paths between names do not depend on how a formula is written`() throws {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<30 {
      let network = RandomNetwork(size: 9, using: &random)
      let graphs = try (0..<4).map { _ in try network.graph(using: &random) }
      let paths = try graphs.map { try $0.paths(from: "n0", to: "n8") }
      for paths in paths { #expect(paths.count == BigUInt(network.pathCount)) }
      let lists = paths.map { paths in Set(paths.map { paths.ids(of: $0) }) }
      #expect(lists.allSatisfy { $0 == lists[0] })
      let sums = try paths.map { try $0.total(AbsoluteSum.init).value }
      #expect(sums.allSatisfy { abs($0 - sums[0]) <= 1e-12 * sums[0] })
    }
  }

  @Test func `From a node to itself there is one path; against the arrows none`() throws {
    let graph = try ScalarNetwork(length: 2, dtype: .float64).graph()
    let still = try graph.paths(from: "h1", to: "h1")
    #expect(still.count == 1 && still.map(\.length) == [0] && !still.isEmpty)
    #expect(still.derivative == Jacobian(1))
    #expect(try still.total(PathSum.init).value == 1)
    let back = try graph.paths(from: "L", to: "U")
    #expect(back.count == 0 && Array(back).isEmpty && back.isEmpty && back.derivative == nil)
    #expect(try back.total(PathSum.init).value == 0)
  }

  @Test func `Unknown names are told with the nearest`() throws {
    let graph = try ScalarNetwork(length: 2).graph()
    do {
      _ = try graph.paths(from: "u", to: "L")
      Issue.record("no error")
    } catch {
      #expect(error.description == "The graph has no node “u”. The nearest name in it is “U”.")
    }
  }

  @Test func `Totals need single numbers; the derivative does not`() throws {
    let lab = LabNetwork(dtype: .float64)
    let graph = try lab.graph()
    let paths = try graph.paths(from: "U", to: "L")
    #expect(throws: ComputationGraphError.notANumber("U", shape: [2, 2])) { try paths.total(PathSum.init) }
    let gradient = try #require(gradients(of: lab.loss, withRespectTo: [lab.variables[0].1])[0])
    let derivative = try #require(paths.derivative)
    #expect([derivative.rows, derivative.columns] == [1, 4])
    #expect(zip(derivative.elements, gradient.scalars).allSatisfy { abs($0 - $1) <= 1e-12 })
    let wide = try #require(try graph.paths(from: "h1", to: "o2").derivative)
    #expect(
      wide == Jacobian(rows: 2, columns: 2, elements: [0.2, 0.1, -0.2, 0.5])
        * .init(rows: 2, columns: 2, elements: [0.4, 0.4, 0.9, -0.7]))
  }

  @Test func `Ten thousand unnamed steps lie inside one edge`() throws {
    let x = Tensor(0.5, dtype: .float64, requiresGrad: true)
    var h = x
    for _ in 0..<10_000 { h = h * 0.9999 + x * 1e-5 }
    let paths = try ComputationGraph(of: [("h", h)], naming: [("x", x)]).paths(from: "x", to: "h")
    #expect(paths.count == 1)
    let gradient = try #require(gradients(of: h, withRespectTo: [x])[0]).item()
    #expect(abs(try paths.total(PathSum.init).value - gradient) < 1e-12)
    #expect(Array(paths).count == 1)
  }

  @Test func `A fused operation has the paths and the derivative of its steps`() throws {
    let w = Tensor([[0.5, -1, 2], [3, 0.25, -0.75]], dtype: .float64, requiresGrad: true)
    let logits = w * 2
    let loss = logits.crossEntropy(targets: [2, 1])
    let slow = -logits.logSoftmax(axis: 1).gather(axis: 1, indices: [2, 1]).mean()
    let names = [("w", w), ("z", logits)]
    let graphs = try [
      ComputationGraph(of: [("L", loss)], naming: names), ComputationGraph(of: [("L", slow)], naming: names),
      ComputationGraph(of: [("L", loss)], naming: names, expandingFused: false),
    ]
    #expect(graphs[0].nodes == graphs[1].nodes)
    let values = graphs.compactMap { graph in graph["L"].map { graph.value(of: $0).item() } }
    #expect(values.allSatisfy { abs($0 - values[0]) < 1e-14 })
    let paths = try graphs.map { try $0.paths(from: "w", to: "L", view: .operations) }
    #expect(paths.map(\.count) == [1, 1, 1])
    #expect(paths.map { Array($0)[0].length } == [6, 6, 2])
    let derivatives = paths.compactMap(\.derivative?.elements)
    for derivative in derivatives {
      #expect(zip(derivative, derivatives[0]).allSatisfy { abs($0 - $1) < 1e-14 })
    }
  }
}
