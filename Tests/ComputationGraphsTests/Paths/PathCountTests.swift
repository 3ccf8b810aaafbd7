import Autograd
import BigInt
import Testing

@testable import ComputationGraphs

@Suite struct PathCountTests {
  /// N (N + 1) / 2 paths, as the lab asks for.
  @Test(arguments: [1, 2, 3, 10, 1000]) func `A recurrence of N steps`(length: Int) throws {
    let graph = try ScalarNetwork(length: length).graph()
    #expect(try graph.paths(from: "U", to: "L").count == BigUInt(length * (length + 1) / 2))
  }

  @Test(arguments: [PathView.named, .operations]) func `Where operands double, powers of two`(view: PathView) throws {
    var h = Tensor(1, dtype: .float64, requiresGrad: true)
    var names = [("h0", h)]
    for step in 1...300 {
      h = h * h
      names.append(("h\(step)", h))
    }
    let paths = try ComputationGraph(of: [("y", h)], naming: names).paths(from: "h0", to: "y", view: view)
    #expect(paths.count == (view == .named ? 1 : BigUInt(1) << 300))
  }

  /// The paths of an LSTM by their own recurrence, written here independently of any graph: from w1 into the gate i, then
  /// along h and c.
  @Test func `An LSTM over 10,000 steps has thousands of digits of paths`() throws {
    let steps = 10_000
    let graph = try LSTMNetwork(length: steps).graph()
    // Every gate reads h once, so c_t is reached from h_{t−1} by the gates f, i and g, and by c_{t−1} once; h_t by the
    // gate o from h_{t−1}, and from c_t once. w1 enters the gate i at every step.
    var (h, c, loss) = (BigUInt(0), BigUInt(0), BigUInt(0))
    for _ in 0..<steps {
      // w1 · h₀ at the first step is recorded as well, since w1 requires a gradient.
      let before = h
      c = c + 3 * before + 1
      h = c + before
      loss += h
    }
    let count = try graph.paths(from: "w1", to: "L", view: .operations).count
    #expect(count == loss)
    #expect(String(count).count > 6000)
  }
}
