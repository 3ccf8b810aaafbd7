import Autograd

/// Everything that lies on a way from one node of a graph to another, as a network without cycles: what counting,
/// summing and listing paths work on.
///
/// Every vertex reaches the target and is reached from the source. Vertices stand in ascending order, operands first.
struct PathNetwork: Sendable {
  let graph: ComputationGraph
  /// The positions of the vertices in the graph's nodes; the source first, the target last. Empty if there is no path.
  private(set) var vertices: [Int] = []
  /// The start of each edge, a number of a vertex. The edges into vertex `v` are `edges(into: v)`.
  private(set) var origins: [Int] = []
  /// Which operand each edge is; only for single operations.
  private var operandNumbers: [Int] = []
  private var edgeStarts: [Int] = [0]
  /// For every position from the source to the target its vertex, or what it is instead.
  private var vertexNumbers: [Int]

  private static var outside: Int { -1 }
  private static var inside: Int { -2 }

  /// The network between two positions.
  ///
  /// - Parameter view: Whether unnamed operations are vertices, or lie inside edges.
  /// - Complexity: Linear in the part of the graph between the two; where unnamed operations are shared by many named
  ///   results, in the sum of the parts behind each.
  init(_ graph: ComputationGraph, from source: Int, to target: Int, view: PathView) {
    self.graph = graph
    guard source <= target else {
      vertexNumbers = []
      return
    }
    vertexNumbers = [Int](repeating: Self.outside, count: target - source + 1)
    markPaths(from: source, to: target)
    guard vertexNumbers[target - source] != Self.outside else { return }
    for position in source...target where vertexNumbers[position - source] == Self.inside {
      guard view == .operations || position == source || position == target || !graph.isInside(position) else {
        continue
      }
      vertexNumbers[position - source] = vertices.count
      vertices.append(position)
    }
    addEdges(view)
  }

  /// The number of edges.
  var edgeCount: Int { origins.count }

  /// The edges that end in a vertex.
  func edges(into vertex: Int) -> Range<Int> { edgeStarts[vertex]..<edgeStarts[vertex + 1] }

  /// Marks as inside what is reached from the source and reaches the target.
  private mutating func markPaths(from source: Int, to target: Int) {
    let table = graph.operandTable
    var isReached = [Bool](repeating: false, count: vertexNumbers.count)
    isReached[0] = true
    for place in isReached.indices.dropFirst() {
      for entry in table.range(source + place) {
        let operand = table.operand(at: entry) - source
        if operand >= 0, isReached[operand] { isReached[place] = true }
      }
    }
    guard isReached[target - source] else { return }
    vertexNumbers[target - source] = Self.inside
    for place in isReached.indices.reversed() where vertexNumbers[place] == Self.inside {
      for entry in table.range(source + place) {
        let operand = table.operand(at: entry) - source
        if operand >= 0, isReached[operand] { vertexNumbers[operand] = Self.inside }
      }
    }
  }

  /// The edges into each vertex, in the order in which the operands are met.
  private mutating func addEdges(_ view: PathView) {
    let table = graph.operandTable
    // For which vertex a position has been met last.
    var metFor = [Int](repeating: -1, count: view == .named ? vertexNumbers.count : 0)
    var waiting: [Int] = []
    for (vertex, position) in vertices.enumerated() {
      let range = vertex == 0 ? 0..<0 : table.range(position)
      switch view {
      case .operations:
        for entry in range {
          guard let origin = number(of: table.operand(at: entry)), origin >= 0 else { continue }
          origins.append(origin)
          operandNumbers.append(entry - range.lowerBound)
        }
      case .named:
        for entry in range.reversed() { waiting.append(table.operand(at: entry)) }
        while let operand = waiting.popLast() {
          guard let origin = number(of: operand), origin != Self.outside else { continue }
          guard metFor[operand - vertices[0]] != vertex else { continue }
          metFor[operand - vertices[0]] = vertex
          if origin >= 0 {
            origins.append(origin)
          } else {
            for entry in table.range(operand).reversed() { waiting.append(table.operand(at: entry)) }
          }
        }
      }
      edgeStarts.append(origins.count)
    }
  }

  /// What stands at a position: the number of a vertex, or that it is inside an edge or outside; nil before the source.
  private func number(of position: Int) -> Int? {
    let place = position - vertices[0]
    return vertexNumbers.indices.contains(place) ? vertexNumbers[place] : nil
  }
}

extension PathNetwork {
  /// The chain rule one edge backwards, for all edges into a vertex at once: given a cotangent of the vertex, what comes
  /// out at the start of each edge. Inside an edge the operations' rules are followed and the ways added up.
  ///
  /// - Returns: For each of ``edges(into:)`` a cotangent; nil where an operation has no derivative.
  func pulled(_ cotangent: Tensor, into vertex: Int) -> [Tensor?] {
    pulled(cotangent, into: vertex) {
      graph.tensors[$1].operandCotangents(of: $0)
    } added: {
      $0 + $1
    }
  }

  /// The same for cotangents of any kind, numbers or formulas, given the rule of a single operation.
  func pulled<Value>(
    _ cotangent: Value, into vertex: Int, rule: (_ cotangent: Value, _ position: Int) -> [Value?],
    added: (Value, Value) -> Value
  ) -> [Value?] {
    let target = vertices[vertex]
    if !operandNumbers.isEmpty {
      let partials = rule(cotangent, target)
      return edges(into: vertex).map { partials[operandNumbers[$0]] }
    }
    var cotangents = [target: cotangent]
    for position in [target] + inside(of: vertex) {
      guard let cotangent = cotangents[position] else { continue }
      for (operand, partial) in zip(graph.nodes[position].operands, rule(cotangent, position)) {
        guard let partial, let number = number(of: operand), number != Self.outside else { continue }
        cotangents[operand] = cotangents[operand].map { added($0, partial) } ?? partial
      }
    }
    return edges(into: vertex).map { cotangents[vertices[origins[$0]]] }
  }

  /// The positions of the unnamed operations inside the edges into a vertex, last first.
  func inside(of vertex: Int) -> [Int] {
    var found: Set<Int> = []
    var waiting = graph.nodes[vertices[vertex]].operands
    while let position = waiting.popLast() {
      guard number(of: position) == Self.inside, found.insert(position).inserted else { continue }
      waiting.append(contentsOf: graph.nodes[position].operands)
    }
    return found.sorted(by: >)
  }

  /// The partial derivative on an edge, of which `vertex` is the end.
  func jacobian(of edge: Int, into vertex: Int) -> Jacobian {
    jacobians(into: vertex)[edge - edges(into: vertex).lowerBound]
  }

  /// The partial derivatives on all the edges into a vertex.
  ///
  /// - Complexity: For each element of the vertex as much as the operations inside the edges.
  func jacobians(into vertex: Int) -> [Jacobian] {
    let (result, operands) = (tensor(vertex), edges(into: vertex).map { tensor(origins[$0]) })
    var elements = [[Double]](repeating: [], count: operands.count)
    for seed in result.unitCotangents {
      for (place, cotangent) in pulled(seed, into: vertex).enumerated() {
        elements[place] += cotangent?.scalars ?? [Double](repeating: 0, count: operands[place].count)
      }
    }
    return zip(operands, elements).map { Jacobian(rows: result.count, columns: $0.count, elements: $1) }
  }

  /// The value at a vertex.
  func tensor(_ vertex: Int) -> Tensor { graph.tensors[vertices[vertex]] }

  /// The partial derivatives on all edges, if every vertex holds a single number; else nil.
  ///
  /// - Complexity: Linear in the network and what lies inside its edges.
  func numbers() -> [Double]? {
    guard vertices.allSatisfy({ graph.tensors[$0].count == 1 }) else { return nil }
    var numbers: [Double] = []
    numbers.reserveCapacity(edgeCount)
    for vertex in vertices.indices where !edges(into: vertex).isEmpty {
      let one = Tensor.ones(tensor(vertex).shape, dtype: tensor(vertex).dtype)
      numbers += pulled(one, into: vertex).map { $0?.item() ?? 0 }
    }
    return numbers
  }
}
