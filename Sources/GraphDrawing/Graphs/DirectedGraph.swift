/// A directed graph to be drawn: nodes with stable identifiers, and edges between them.
///
/// The graph is a plain value. It may hold parallel edges (`y * y` uses `y` twice); whether it has a cycle is found
/// out by what needs to know, the layered layout. Nodes and edges keep the order in which they were given, and equal
/// graphs make equal drawings, byte by byte.
public struct DirectedGraph: Sendable, Equatable {
  /// What the graph shows, in a few words: the accessible name of a drawing.
  public let title: String
  /// The nodes, in the order in which they were given.
  public let nodes: [Node]
  /// The edges, in the order in which they were given.
  public let edges: [Edge]

  /// For each edge, the position of its source in ``nodes``.
  package let sources: [Int]
  /// For each edge, the position of its target in ``nodes``.
  package let targets: [Int]

  /// Makes a graph of the given nodes and edges.
  ///
  /// - Throws: ``GraphError/duplicateNode(_:)`` when two nodes have one identifier, ``GraphError/unknownNode(_:in:)``
  ///   when an edge names a node that is not there.
  public init(title: String = "Graph", nodes: [Node], edges: [Edge]) throws(GraphError) {
    var positions = [String: Int](minimumCapacity: nodes.count)
    for (position, node) in nodes.enumerated() where positions.updateValue(position, forKey: node.id) != nil {
      throw .duplicateNode(node.id)
    }
    var sources: [Int] = []
    var targets: [Int] = []
    sources.reserveCapacity(edges.count)
    targets.reserveCapacity(edges.count)
    for edge in edges {
      guard let source = positions[edge.source] else { throw .unknownNode(edge.source, in: edge) }
      guard let target = positions[edge.target] else { throw .unknownNode(edge.target, in: edge) }
      sources.append(source)
      targets.append(target)
    }
    self.title = title
    self.nodes = nodes
    self.edges = edges
    self.sources = sources
    self.targets = targets
  }
}

extension DirectedGraph {
  /// A node: an identifier that is its own, and what is written in it.
  public struct Node: Sendable, Equatable {
    /// The identifier: any text, unique in the graph.
    public let id: String
    /// What is written in the node, line by line. The first line is its headline.
    public let lines: [String]
    /// What the node stands for; decides its shape and colour.
    public let role: Role
    /// Where the node would like to be, if it is free to be there.
    public let rank: Rank?
    /// Where the node belongs when the graph is drawn over time; nil for near what uses it.
    public let place: Place?

    /// Makes a node; without `lines` its identifier is written in it. Line breaks inside a line start a new line.
    public init(
      id: String, lines: [String]? = nil, role: Role = .operation, rank: Rank? = nil, place: Place? = nil
    ) {
      self.id = id
      self.lines = (lines ?? [id]).flatMap { $0.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) }
        .map(String.init)
      self.role = role
      self.rank = rank
      self.place = place
    }
  }

  /// An arrow from one node to another.
  public struct Edge: Sendable, Equatable {
    /// The identifier of the node where the arrow starts.
    public let source: String
    /// The identifier of the node that the arrow points to.
    public let target: String
    /// What is written on the arrow.
    public let label: String?
    /// Over how many time steps the arrow leads. One that leads to a later step may close a cycle: it is the loop of a
    /// network that is not unrolled.
    public let delay: Int

    /// Makes an arrow from the node `source` to the node `target`.
    public init(from source: String, to target: String, label: String? = nil, delay: Int = 0) {
      self.source = source
      self.target = target
      self.label = label
      self.delay = max(0, delay)
    }
  }

  /// What a node stands for. The roles, and the meaning of their colours, are those of PyTorch's torchviz.
  public enum Role: String, Sendable, CaseIterable {
    /// A variable that gradients are taken with respect to.
    case leaf
    /// A value that is given and not differentiated.
    case constant
    /// One step of a computation.
    case operation
    /// The named result of an operation on the way.
    case intermediate
    /// A result of the whole computation.
    case output
  }

  /// A wish about the row of a node: honoured when no edge is against it.
  public enum Rank: String, Sendable, CaseIterable {
    /// In the first row; for nodes that no edge points to.
    case first
    /// In the last row; for nodes that no edge starts at.
    case last
  }

  /// Where a node belongs in a time lattice, the drawing of an unrolled network.
  public enum Place: Sendable, Equatable {
    /// In the column of a time step. Nodes with the same name of a row stand in one row; the others stand where the
    /// edges inside the step put them.
    case step(Int, row: String? = nil)
    /// In one column that stands for several time steps.
    case steps(ClosedRange<Int>, row: String? = nil)
    /// Once, beside all steps that use it: a parameter.
    case shared

    /// The name of the row.
    var row: String? {
      switch self {
      case .step(_, let row), .steps(_, let row): row
      case .shared: nil
      }
    }
  }
}
