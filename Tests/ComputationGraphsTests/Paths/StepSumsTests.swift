import Autograd
import Testing

@testable import ComputationGraphs

@Suite struct StepSumsTests {
  /// Every edge is worth 1, so each sum is a number of paths.
  @Test func `Paths are counted by their first and last step`() throws {
    let graph = try ScalarNetwork(length: 4, dtype: .float64).graph()
    let paths = try graph.paths(from: "U", to: "L")
    let network = paths.network
    let places = network.vertices.map { TimeIndex(graph.nodes[$0].id)?.step ?? 0 }
    let table = StepSums(network, places: places, placeCount: 5).table(
      from: 1, pulled: { values, vertex in network.edges(into: vertex).map { _ in values } }, added: +)
    // One way from each step k to the loss of each later step t.
    for k in 1...4 { for t in 1...4 { #expect(table[k]?[t] == (t >= k ? 1 : nil)) } }
    #expect(table[0] == nil)
  }

  @Test func `Where no vertex has a step, all paths are in one cell`() throws {
    let paths = try LSTMNetwork(length: 3).graph().paths(from: "w1", to: "L", view: .operations)
    let network = paths.network
    let table = StepSums(network, places: [Int](repeating: 0, count: network.vertices.count), placeCount: 1).table(
      from: 1, pulled: { values, vertex in network.edges(into: vertex).map { _ in values } }, added: +)
    #expect(table.count == 1 && table[0]?[0].map { "\($0)" } == "\(paths.count)")
  }
}
