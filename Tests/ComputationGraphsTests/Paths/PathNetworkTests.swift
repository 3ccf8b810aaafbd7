import Autograd
import Testing

@testable import ComputationGraphs

@Suite struct PathNetworkTests {
  @Test func `Only what lies between the two ends is in it`() throws {
    let graph = try ScalarNetwork(length: 3).graph()
    let (h1, o2) = (try #require(graph["h1"]), try #require(graph["o2"]))
    let network = PathNetwork(graph, from: h1, to: o2, view: .named)
    #expect(network.vertices.map { graph.nodes[$0].id } == ["h1", "h2", "o2"])
    #expect(network.origins == [0, 1])
    let single = PathNetwork(graph, from: h1, to: o2, view: .operations)
    #expect(single.vertices.map { graph.nodes[$0].operation } == ["Relu", "Mul", "Add", "Relu", "Mul"])
  }

  @Test func `No way, no network`() throws {
    let graph = try ScalarNetwork(length: 2).graph()
    let (h1, o1, h2) = (try #require(graph["h1"]), try #require(graph["o1"]), try #require(graph["h2"]))
    #expect(PathNetwork(graph, from: h2, to: h1, view: .named).vertices.isEmpty)
    #expect(PathNetwork(graph, from: o1, to: h2, view: .named).vertices.isEmpty)
    #expect(PathNetwork(graph, from: h1, to: h1, view: .named).vertices == [h1])
  }

  @Test func `Unnamed ends count as named`() throws {
    let graph = try ScalarNetwork(length: 1).graph()
    let (sum, loss) = (try #require(graph["Add#1"]), try #require(graph["L"]))
    let network = PathNetwork(graph, from: sum, to: loss, view: .named)
    #expect(network.vertices.map { graph.nodes[$0].id } == ["Add#1", "h1", "o1", "L"])
  }

  @Test func `An edge has the combined partial of what lies inside it`() throws {
    let graph = try ScalarNetwork(length: 2, dtype: .float64).graph()
    let network = PathNetwork(graph, from: try #require(graph["U"]), to: try #require(graph["L"]), view: .named)
    let edges = network.vertices.indices.flatMap { vertex in
      network.edges(into: vertex).map { edge in
        [network.origins[edge], vertex].map { graph.nodes[network.vertices[$0]].id }.joined(separator: " → ")
      }
    }
    #expect(edges == ["U → h1", "h1 → o1", "U → h2", "h1 → h2", "h2 → o2", "o1 → L", "o2 → L"])
    let numbers = try #require(network.numbers())
    let expected = [0.5, 0.3, 0.6, 0.2, 0.3, -1.17, -1.358]
    #expect(zip(numbers, expected).allSatisfy { abs($0 - $1) < 1e-14 })
    for vertex in network.vertices.indices {
      for edge in network.edges(into: vertex) {
        #expect(network.jacobian(of: edge, into: vertex).number == numbers[edge])
      }
    }
  }

  @Test func `Between matrices the combined partial is a product in its order`() throws {
    let lab = LabNetwork(dtype: .float64)
    let graph = try lab.graph()
    let network = PathNetwork(graph, from: try #require(graph["h1"]), to: try #require(graph["o2"]), view: .named)
    #expect(network.numbers() == nil)
    // ∂h2/∂h1 = diag(1, 1) V, and ∂o2/∂h2 = W.
    #expect(network.jacobian(of: 0, into: 1).elements == [0.4, 0.4, 0.9, -0.7])
    #expect(network.jacobian(of: 1, into: 2).elements == [0.2, 0.1, -0.2, 0.5])
  }
}
