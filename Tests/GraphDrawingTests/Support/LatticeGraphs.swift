@testable import GraphDrawing

extension DirectedGraph {
  /// A recurrent network between names: inputs, states and outputs in their rows, U, V and W shared, one loss.
  static func unrolled(steps: Int) throws -> DirectedGraph {
    var nodes = ["U", "V", "W"].map { Node(id: $0, role: .leaf, place: .shared) }
    nodes.append(Node(id: "h0", role: .constant, place: .step(0, row: "h")))
    var edges: [Edge] = []
    for step in 1...steps {
      nodes.append(Node(id: "x\(step)", role: .constant, place: .step(step)))
      nodes.append(Node(id: "h\(step)", role: .intermediate, place: .step(step, row: "h")))
      nodes.append(Node(id: "o\(step)", role: .intermediate, place: .step(step, row: "o")))
      edges += ["U", "x\(step)", "V", "h\(step - 1)"].map { Edge(from: $0, to: "h\(step)") }
      edges += ["W", "h\(step)"].map { Edge(from: $0, to: "o\(step)") }
    }
    nodes.append(Node(id: "L", role: .output))
    edges += (1...steps).map { Edge(from: "o\($0)", to: "L") }
    return try DirectedGraph(title: "Network over \(steps) steps", nodes: nodes, edges: edges)
  }

  /// A graph over some time steps, each with some nodes; edges lead forward in time, over few steps or many, and some nodes
  /// are shared or have no place.
  static func randomLattice(seed: UInt64, stepLimit: Int = 7, labels: Bool = true) throws -> DirectedGraph {
    var numbers = SeededNumbers(state: seed)
    var nodes: [Node] = []
    for number in 0..<Int.random(in: 0...3, using: &numbers) {
      nodes.append(Node(id: "shared\(number)", role: .leaf, place: .shared))
    }
    let sharedCount = nodes.count
    for step in 0..<Int.random(in: 2...stepLimit, using: &numbers) {
      for number in 0..<Int.random(in: 1...5, using: &numbers) {
        let row = Int.random(in: 0..<4, using: &numbers) == 0 ? "row \(number)" : nil
        let id = "\(step).\(number)"
        nodes.append(
          Node(
            id: id, lines: [id] + (number == 3 ? ["wide and high", "third line"] : []),
            role: Role.allCases.randomElement(using: &numbers) ?? .leaf, place: .step(3 * step, row: row)))
      }
    }
    var edges: [Edge] = []
    for target in sharedCount..<nodes.count {
      for _ in 0..<Int.random(in: 0...3, using: &numbers) where target > 0 {
        let reach = Bool.random(using: &numbers) ? min(target, 6) : target
        let source = target - Int.random(in: 1...reach, using: &numbers)
        let hasLabel = labels && Int.random(in: 0..<6, using: &numbers) == 0
        edges.append(
          Edge(from: nodes[source].id, to: nodes[target].id, label: hasLabel ? "edge \(edges.count)" : nil))
      }
    }
    nodes.append(Node(id: "end"))
    for node in nodes.dropLast() where Int.random(in: 0..<4, using: &numbers) == 0 {
      edges.append(Edge(from: node.id, to: "end"))
    }
    return try DirectedGraph(title: "Lattice \(seed)", nodes: nodes, edges: edges)
  }
}

extension LinePath {
  /// Points along the line, close together.
  var samples: [Point] {
    var points = [start]
    var last = start
    for piece in pieces {
      let (a, b): (Point, Point)
      switch piece {
      case .line(let end): (a, b) = (last, end)
      case .curve(let first, let second, _): (a, b) = (first, second)
      }
      let end = piece.end
      for number in 1...40 {
        let t = Double(number) / 40
        let weights = [(1 - t) * (1 - t) * (1 - t), 3 * t * (1 - t) * (1 - t), 3 * t * t * (1 - t), t * t * t]
        func mixed(_ key: KeyPath<Point, Double>) -> Double {
          weights[0] * last[keyPath: key] + weights[1] * a[keyPath: key] + weights[2] * b[keyPath: key]
            + weights[3] * end[keyPath: key]
        }
        points.append(Point(x: mixed(\.x), y: mixed(\.y)))
      }
      last = end
    }
    return points
  }
}
