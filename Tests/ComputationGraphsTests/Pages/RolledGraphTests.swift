import JSONTree
import Testing

@testable import ComputationGraphs

@Suite struct RolledGraphTests {
  @Test func `A recurrence becomes a loop`() throws {
    let names = ["U", "h0", "x1", "h1", "x2", "h2", "L"]
    let edges = [(0, 3), (1, 3), (2, 3), (0, 5), (3, 5), (4, 5), (5, 6)]
    let rolled = try #require(RolledGraph(names: names, edges: edges.map { (source: $0.0, target: $0.1) }))
    #expect(rolled.groups.map(\.name) == ["U", "h", "x", "L"])
    #expect(rolled.groups.map(\.members) == [[0], [1, 3, 5], [2, 4], [6]])
    #expect(rolled.groups.map(\.isRepeated) == [false, true, true, false])
    let found = rolled.edges.map { [$0.source, $0.target, $0.delay] }
    #expect(found == [[0, 1, 0], [1, 1, 1], [2, 1, 0], [1, 3, 0]])
  }

  @Test func `A graph without repetition has nothing to roll up`() {
    #expect(RolledGraph(names: ["x", "y", nil], edges: [(source: 0, target: 1)]) == nil)
  }

  @Test func `A name that looks like a base is another node`() throws {
    let rolled = try #require(
      RolledGraph(names: ["h", "h1", "h2"], edges: [(source: 0, target: 1), (source: 1, target: 2)]))
    #expect(rolled.groups.map(\.members) == [[0], [1, 2]])
  }

  @Test func `Numbers that are no time may make a circle, which is an error`() throws {
    let edges = [(source: 0, target: 1), (source: 3, target: 2)]
    let rolled = try #require(RolledGraph(names: ["a1", "b1", "a2", "b2"], edges: edges))
    #expect(throws: (any Error).self) { try rolled.json }
  }
}
