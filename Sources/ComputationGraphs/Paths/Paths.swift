import Autograd
public import BigInt

/// All the paths between two nodes of a graph. They are counted and summed up without being listed, and listed only as
/// far as asked.
///
/// As a sequence, the paths come in the order of the program: those through an operation's first operand first, beginning
/// at the output.
public struct Paths: Sendable {
  /// The graph that the paths run through.
  public var graph: ComputationGraph { network.graph }
  /// The position of the node where the paths start.
  public let input: Int
  /// The position of the node where they end.
  public let output: Int
  let network: PathNetwork

  init(_ graph: ComputationGraph, from input: Int, to output: Int, view: PathView) {
    self.input = input
    self.output = output
    network = PathNetwork(graph, from: input, to: output, view: view)
  }

  /// The number of paths, exactly, however large. The node itself is the only path from a node to itself.
  ///
  /// - Complexity: Linear in the part of the graph between the two nodes, times the length of the numbers.
  public var count: BigUInt { network.count.big }

  /// Whether no path leads from one to the other.
  public var isEmpty: Bool { network.vertices.isEmpty }

  /// The identifiers of a path's nodes, from the input to the output.
  public func ids(of path: Path) -> [String] { path.positions.map { graph.nodes[$0].id } }

  /// The sum over all paths of the products along each, in any semiring.
  ///
  /// - Parameter weight: What an edge is worth, from its partial derivative: `AbsoluteSum.init`.
  /// - Throws: ``ComputationGraphError/notANumber(_:shape:)`` when a node on a path holds more than one number.
  /// - Complexity: Linear in the network, and in what lies inside its edges.
  public func total<S: Semiring>(_ weight: (_ partial: Double) -> S) throws(ComputationGraphError) -> S {
    let partials = try partials()
    guard let last = network.vertices.indices.last else { return .zero }
    var sums = [S](repeating: .zero, count: network.vertices.count)
    sums[last] = .one
    for vertex in network.vertices.indices.reversed() {
      for edge in network.edges(into: vertex) {
        sums[network.origins[edge]] = sums[network.origins[edge]] + sums[vertex] * weight(partials[edge])
      }
    }
    return sums[0]
  }

  /// The derivative of the output with respect to the input: the sum over all paths of the products of their partials,
  /// for nodes of any shape, without listing the paths.
  ///
  /// - Complexity: For each element of the output as much as a backward pass through the part between the two nodes.
  public var derivative: Jacobian? {
    guard let last = network.vertices.indices.last else { return nil }
    let (output, input) = (network.tensor(last), network.tensor(0))
    var rows: [Double] = []
    for seed in output.unitCotangents {
      var cotangents = [Tensor?](repeating: nil, count: network.vertices.count)
      cotangents[last] = seed
      for vertex in network.vertices.indices.dropFirst().reversed() {
        guard let cotangent = cotangents[vertex] else { continue }
        for (edge, partial) in zip(network.edges(into: vertex), network.pulled(cotangent, into: vertex)) {
          guard let partial else { continue }
          let origin = network.origins[edge]
          cotangents[origin] = cotangents[origin].map { $0 + partial } ?? partial
        }
        cotangents[vertex] = nil
      }
      rows += cotangents[0]?.scalars ?? [Double](repeating: 0, count: input.count)
    }
    return Jacobian(rows: output.count, columns: input.count, elements: rows)
  }

  /// The partial derivatives on all edges, or which node is not a single number.
  func partials() throws(ComputationGraphError) -> [Double] {
    if let numbers = network.numbers() { return numbers }
    let node = network.vertices.lazy.map { graph.nodes[$0] }.first { $0.shape.reduce(1, *) != 1 }
    throw .notANumber(node?.id ?? "", shape: node?.shape ?? [])
  }
}

extension ComputationGraph {
  /// The paths from one node to another.
  ///
  /// - Parameters:
  ///   - input: The name or identifier of the node where they start: a parameter.
  ///   - output: The name or identifier of the node where they end: a loss.
  ///   - view: Whether they run between named nodes or through every single operation.
  /// - Throws: ``ComputationGraphError/unknownNode(_:)``, with the nearest name there is.
  public func paths(
    from input: String, to output: String, view: PathView = .named
  ) throws(ComputationGraphError) -> Paths {
    Paths(self, from: try position(of: input), to: try position(of: output), view: view)
  }
}

extension Paths: Sequence {
  /// Lists the paths one by one, without recursion.
  public struct Iterator: IteratorProtocol, Sendable {
    private let network: PathNetwork
    /// For each vertex on the way from the output, its edges that have not been followed yet.
    private var ways: [Range<Int>]
    private var edges: [Int] = []

    init(_ network: PathNetwork) {
      self.network = network
      ways = network.vertices.indices.last.map { [network.edges(into: $0)] } ?? []
    }

    /// The next path.
    public mutating func next() -> Path? {
      var isAtSource = network.vertices.count == 1 && ways.count == 1
      while !isAtSource {
        guard let way = ways.last else { return nil }
        guard let edge = way.first else {
          ways.removeLast()
          _ = edges.popLast()
          continue
        }
        ways[ways.count - 1] = way.dropFirst()
        edges.append(edge)
        let origin = network.origins[edge]
        ways.append(network.edges(into: origin))
        isAtSource = origin == 0
      }
      defer {
        ways.removeLast()
        _ = edges.popLast()
      }
      return network.path(edges)
    }
  }

  /// An iterator at the first path.
  public func makeIterator() -> Iterator { Iterator(network) }
}

extension PathNetwork {
  /// The path of these edges, which begin at the target.
  func path(_ edges: [Int]) -> Path {
    let target = vertices.suffix(1)
    return Path(positions: edges.reversed().map { vertices[origins[$0]] } + target, edges: edges)
  }
}
