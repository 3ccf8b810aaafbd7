@testable import GraphDrawing

/// A seeded generator of pseudo-random numbers (SplitMix64), so that a failing graph can be made again.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension DirectedGraph {
  /// An acyclic graph with up to `nodeLimit` nodes and about `edgesPerNode` edges a node, parallel ones too; edges
  /// reach back over at most `reach` nodes. Nodes come in no particular order.
  static func random(
    seed: UInt64, nodeLimit: Int = 40, edgesPerNode: Double = 1.5, reach: Int = 40, labels: Bool = true
  ) throws -> DirectedGraph {
    var numbers = SeededNumbers(state: seed)
    let count = Int.random(in: 1...nodeLimit, using: &numbers)
    let names = (0..<count).map { "n\($0)" }.shuffled(using: &numbers)
    let nodes = names.sorted().map { name in
      Node(
        id: name, lines: (0..<Int.random(in: 1...3, using: &numbers)).map { "\(name) line \($0)" },
        role: Role.allCases.randomElement(using: &numbers) ?? .leaf,
        rank: Int.random(in: 0..<9, using: &numbers) == 0 ? Rank.allCases.randomElement(using: &numbers) : nil)
    }
    var edges: [Edge] = []
    for _ in 0..<(count > 1 ? Int(Double(count) * edgesPerNode) : 0) {
      let target = Int.random(in: 1..<count, using: &numbers)
      let source = target - Int.random(in: 1...min(reach, target), using: &numbers)
      let hasLabel = labels && Int.random(in: 0..<6, using: &numbers) == 0
      edges.append(Edge(from: names[source], to: names[target], label: hasLabel ? "edge \(edges.count)" : nil))
    }
    return try DirectedGraph(title: "Random \(seed)", nodes: nodes, edges: edges)
  }
}
