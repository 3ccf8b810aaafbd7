import Testing

@testable import ComputationGraphs

@Suite struct UnrolledNetworkTests {
  @Test func `The lab's network has its quantities, partials and paths`() {
    let network = UnrolledNetwork(.elman, length: 2)
    #expect(
      network.arguments[.init("h", 2)]?.map(\.description) == ["U", "V", "h_1", "x_2"]
        && network.arguments[.init("L")]?.map(\.description) == ["o_1", "o_2", "x_2", "x_3"])
    for (place, quantity) in network.quantities.enumerated() {
      for argument in network.arguments[quantity, default: []] { #expect((network.places[argument] ?? .max) < place) }
    }
    #expect(network.steps(of: "h") == 0...2 && network.steps(of: "x") == 1...3 && network.steps(of: "U") == nil)
  }

  @Test(arguments: 1...8) func `N(N + 1)/2 paths lead from U to L`(_ length: Int) {
    let network = UnrolledNetwork(.elman, length: length)
    let paths = network.paths(from: .init("U"), to: .init("L"))
    #expect(paths.count == length * (length + 1) / 2 && Set(paths).count == paths.count)
    for path in paths {
      #expect(path.edges.first?.from == .init("U") && path.edges.last?.to == .init("L"))
      for (edge, next) in zip(path.edges, path.edges.dropFirst()) { #expect(edge.to == next.from) }
      #expect(path.edges.allSatisfy(network.edgeSet.contains))
    }
    #expect(network.paths(from: .init("W"), to: .init("L")).count == length)
    #expect(
      network.paths(from: .init("L"), to: .init("U")).isEmpty && network.paths(from: .init("Q"), to: .init("L")).isEmpty
    )
  }

  @Test func `Paths avoid what is held constant, and never are more than asked for`() {
    let network = UnrolledNetwork(.elman, length: 3)
    let (u, h3) = (UnrolledNetwork.Quantity("U"), UnrolledNetwork.Quantity("h", 3))
    #expect(network.paths(from: u, to: h3).count == 3)
    #expect(network.paths(from: u, to: h3, avoiding: [.init("h", 2)]).map(\.description) == ["U → h_3"])
    #expect(network.paths(from: u, to: h3, avoiding: [u, .init("h", 1)]).count == 2)
    #expect(UnrolledNetwork(.elman, length: 64).paths(from: u, to: .init("L"), limit: 10).count == 10)
  }
}
