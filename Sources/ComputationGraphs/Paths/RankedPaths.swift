#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Paths in the order of their costs, the least first, found one by one as they are asked for.
///
/// The best way on from each vertex is known from one walk. A path leaves the best way of an earlier one at one vertex,
/// by one edge, and follows best ways from there; the ways to leave it wait in a heap, by the cost they lead to (after
/// D. Eppstein, Finding the k shortest paths, SIAM Journal on Computing 28 (1998), 652–673). Without recursion.
///
/// - Complexity: A path of n edges with d ways to leave it takes O(n + d log d) and as much memory.
public struct RankedPaths: Sequence, Sendable {
  let network: PathNetwork
  /// What each edge costs; the costs along a path add up.
  let costs: [Double]

  /// An iterator at the first path.
  public func makeIterator() -> Iterator { Iterator(network, costs) }

  /// Lists the paths one by one.
  public struct Iterator: IteratorProtocol, Sendable {
    /// An edge of a path, after the path of its predecessor.
    private struct Step {
      var edge: Int
      var previous: Int
      var cost: Double
    }

    private let network: PathNetwork
    private let costs: [Double]
    /// For each vertex, what the best way from it to the source costs, and its first edge.
    private var bestCost: [Double]
    private var bestEdge: [Int]
    private var steps: [Step] = []
    private var waiting = Waiting()

    init(_ network: PathNetwork, _ costs: [Double]) {
      self.network = network
      self.costs = costs
      bestCost = [Double](repeating: 0, count: network.vertices.count)
      bestEdge = [Int](repeating: -1, count: network.vertices.count)
      for vertex in network.vertices.indices.dropFirst() {
        bestCost[vertex] = .infinity
        for edge in network.edges(into: vertex) {
          let cost = costs[edge] + bestCost[network.origins[edge]]
          guard bestEdge[vertex] < 0 || cost < bestCost[vertex] else { continue }
          (bestCost[vertex], bestEdge[vertex]) = (cost, edge)
        }
      }
      if let last = bestCost.last { waiting.push(-1, cost: last) }
    }

    /// The next path.
    public mutating func next() -> Path? {
      guard let start = waiting.pop() else { return nil }
      var step = start
      var vertex = start < 0 ? network.vertices.count - 1 : network.origins[steps[start].edge]
      while vertex > 0 {
        let previous = step
        let cost = previous < 0 ? 0 : steps[previous].cost
        for edge in network.edges(into: vertex) {
          steps.append(Step(edge: edge, previous: previous, cost: cost + costs[edge]))
          if edge == bestEdge[vertex] {
            step = steps.count - 1
          } else {
            waiting.push(steps.count - 1, cost: cost + costs[edge] + bestCost[network.origins[edge]])
          }
        }
        vertex = network.origins[bestEdge[vertex]]
      }
      var edges: [Int] = []
      while step >= 0 {
        edges.append(steps[step].edge)
        step = steps[step].previous
      }
      return network.path(edges.reversed())
    }
  }
}

extension Paths {
  /// The paths by their number of edges, the shortest first.
  public func byLength() -> RankedPaths {
    RankedPaths(network: network, costs: [Double](repeating: 1, count: network.edgeCount))
  }

  /// The paths by the absolute value of the product of their partial derivatives, the largest first; those whose product
  /// is 0 come last.
  ///
  /// - Throws: ``ComputationGraphError``: when a node on a path holds more than one number, or a partial derivative is
  ///   not finite.
  public func byContribution() throws(ComputationGraphError) -> RankedPaths {
    let partials = try partials()
    for vertex in network.vertices.indices {
      for edge in network.edges(into: vertex) where !partials[edge].isFinite {
        let ends = [vertex, network.origins[edge]].map { graph.nodes[network.vertices[$0]].id }
        throw .notFinite(result: ends[0], operand: ends[1])
      }
    }
    // Sums of logarithms: products along thousands of edges would vanish.
    return RankedPaths(network: network, costs: partials.map { -log(abs($0)) })
  }
}

/// A binary heap of steps by cost, the least on top; of equal costs, the one that came first.
private struct Waiting {
  private var entries: [(cost: Double, step: Int)] = []

  mutating func push(_ step: Int, cost: Double) {
    entries.append((cost, step))
    var place = entries.count - 1
    while place > 0, isBefore(place, (place - 1) / 2) {
      entries.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func pop() -> Int? {
    guard let top = entries.first, let last = entries.popLast() else { return nil }
    guard !entries.isEmpty else { return top.step }
    entries[0] = last
    var place = 0
    while true {
      var child = 2 * place + 1
      guard child < entries.count else { return top.step }
      if child + 1 < entries.count, isBefore(child + 1, child) { child += 1 }
      guard isBefore(child, place) else { return top.step }
      entries.swapAt(place, child)
      place = child
    }
  }

  private func isBefore(_ a: Int, _ b: Int) -> Bool {
    (entries[a].cost, entries[a].step) < (entries[b].cost, entries[b].step)
  }
}
