import Autograd
import GraphDrawing
import JSONTree

/// What a page knows of a graph, in columns of numbers, so that a thousand steps stay small.
struct PageContent {
  private let paths: Paths
  private let title: String
  /// The positions in the graph of the nodes that the page shows, ascending.
  private let shown: [Int]
  /// Which number each of them has on the page.
  private let numbers: [Int: Int]
  /// The edges on the page, by the numbers of their ends, grouped by their targets.
  private let edges: [(source: Int, target: Int)]

  private var graph: ComputationGraph { paths.graph }

  /// A value or a partial derivative of more elements is shown by its size alone.
  static var mostElements: Int { 256 }
  /// More elements of partial derivatives in all are not written into a page.
  static var mostPartials: Int { 100_000 }

  /// The nodes between which `paths` run, and all that has a name or is a leaf.
  init(_ paths: Paths, title: String) {
    self.paths = paths
    self.title = title
    let graph = paths.graph
    let ends = [paths.input, paths.output]
    shown = graph.nodes.indices.filter { !graph.isInside($0) || ends.contains($0) }
    let numbers = Dictionary(uniqueKeysWithValues: zip(shown, 0...))
    edges = shown.enumerated().flatMap { target, position in
      graph.operands(of: position, upTo: { numbers[$0] != nil }).compactMap { source in
        numbers[source].map { ($0, target) }
      }
    }
    self.numbers = numbers
  }

  /// Everything, as the page's script reads it.
  ///
  /// - Throws: As the layout does, for a graph with a cycle; a computation has none.
  func json() throws(GraphError) -> JSONValue {
    let layout = try PageLayout(drawing)
    let rolled = RolledGraph(names: shown.map { graph.nodes[$0].names.first }, edges: edges)
    return .record(
      ("title", .string(title)), ("from", .integer(numbers[paths.input] ?? 0)),
      ("to", .integer(numbers[paths.output] ?? 0)), ("nodes", nodes), ("edges", columns(partials: partials)),
      ("formulas", formulas), ("derivative", derivative), ("layout", layout.json),
      ("rolled", rolled.flatMap { try? $0.json } ?? .null))
  }

  /// A few words for those who do not see the page.
  var summary: String { (try? drawing.spokenDescription) ?? title }

  /// The graph with the values that the forward pass has given, for paper and for who cannot run the page.
  ///
  /// - Throws: As ``json()``.
  func picture() throws(GraphError) -> String {
    try drawing { [graph] position in
      let node = graph.nodes[position]
      guard !node.names.isEmpty, let value = ShortNumber.text(of: graph.value(of: position)) else { return node.lines }
      return [node.names.joined(separator: " = "), value]
    }.folded(runsLongerThan: 12).svg()
  }

  /// With room in each node for all that the page comes to write there.
  private var drawing: DirectedGraph {
    get throws(GraphError) { try drawing { [graph] in PageLayout.lines(graph.nodes[$0]) } }
  }

  private func drawing(lines: (Int) -> [String]) throws(GraphError) -> DirectedGraph {
    let nodes = shown.map { graph.nodes[$0] }
    var operands = [[Int]](repeating: [], count: nodes.count)
    for edge in edges { operands[edge.target].append(edge.source) }
    let places = TimePlaces(nodes, operands: operands).places
    return try DirectedGraph(
      title: title,
      nodes: zip(shown, zip(nodes, places)).map { position, node in
        .init(id: node.0.id, lines: lines(position), role: node.0.role, place: node.1)
      }, edges: edges.map { .init(from: nodes[$0.source].id, to: nodes[$0.target].id) })
  }

  private var nodes: JSONValue {
    let nodes = shown.map { graph.nodes[$0] }
    let operations = Table(nodes.map { $0.operation ?? "" })
    let shapes = Table(nodes.map(\.shape))
    return .record(
      ("name", .array(nodes.map { $0.names.first.map { .string($0) } ?? .null })),
      ("names", .array(nodes.map { $0.names.count > 1 ? .array($0.names.map { .string($0) }) : .null })),
      ("role", .array(nodes.map { .string($0.role.rawValue) })),
      ("operations", .array(operations.entries.map { .string($0) })), ("operation", .integers(operations.places)),
      ("shapes", .array(shapes.entries.map { .integers($0) })), ("shape", .integers(shapes.places)),
      ("step", .array(nodes.map { $0.names.lazy.compactMap(TimeIndex.init).first.map { .integer($0.step) } ?? .null })),
      ("value", .array(shown.map { Self.numbers(graph.value(of: $0)) })))
  }

  private static func numbers(_ tensor: Tensor) -> JSONValue {
    guard tensor.count <= mostElements else { return .null }
    let numbers = tensor.scalars.map { JSONValue.number($0, dtype: tensor.dtype) }
    return tensor.ndim == 0 || tensor.count == 1 ? numbers[0] : .array(numbers)
  }

  /// - Parameter partials: The partial derivative on each edge; nil where no path runs.
  private func columns(partials: [JSONValue?]) -> JSONValue {
    .record(
      ("source", .integers(edges.map(\.source))), ("target", .integers(edges.map(\.target))),
      ("partial", .array(partials.map { $0 ?? .null })))
  }

  /// The partials, or that there is one, where all of them would be too much for a page.
  private var partials: [JSONValue?] {
    let network = paths.network
    let sizes = network.vertices.indices.flatMap { vertex in
      network.edges(into: vertex).map { network.tensor(vertex).count * network.tensor(network.origins[$0]).count }
    }
    let isSmall = sizes.allSatisfy { $0 <= Self.mostElements } && sizes.reduce(0, +) <= Self.mostPartials
    var found: [Edge: JSONValue] = [:]
    for vertex in network.vertices.indices where !network.edges(into: vertex).isEmpty {
      let dtype = network.tensor(vertex).dtype
      let values: [JSONValue] =
        isSmall
        ? network.jacobians(into: vertex).map { $0.elements }.map { elements in
          let numbers = elements.map { JSONValue.number($0, dtype: dtype) }
          return numbers.count == 1 ? numbers[0] : .array(numbers)
        } : network.edges(into: vertex).map { _ in .boolean(true) }
      for (edge, value) in zip(network.edges(into: vertex), values) {
        guard let source = numbers[network.vertices[network.origins[edge]]],
          let target = numbers[network.vertices[vertex]]
        else { continue }
        found[Edge(source: source, target: target)] = value
      }
    }
    return edges.map { found[Edge(source: $0.source, target: $0.target)] }
  }

  private struct Edge: Hashable {
    let source: Int
    let target: Int
  }

  /// What back-propagation gives, by which the page's own sum over paths is seen to be right.
  private var derivative: JSONValue {
    guard paths.network.tensor(0).count <= Self.mostElements, let derivative = paths.derivative,
      derivative.elements.count <= Self.mostElements
    else { return .null }
    let dtype = graph.tensors[paths.output].dtype
    return .array(derivative.elements.map { JSONValue.number($0, dtype: dtype) })
  }

  /// How each result is computed; null where that takes too many words.
  private var formulas: JSONValue {
    var rules = DerivativeRules(graph)
    let variables = shown.filter { !graph.nodes[$0].names.isEmpty }.map { position in
      (NameNotation.latex(graph.nodes[position].id), numbers[position] ?? 0)
    }
    // Two names that mathematics writes alike, as `h1` and `h_1`, are told apart by nothing: they stand as text.
    let counts = Dictionary(variables.map { ($0.0, 1) }, uniquingKeysWith: +)
    let notation = PageFormula(variables: Dictionary(uniqueKeysWithValues: variables.filter { counts[$0.0] == 1 }))
    return .array(
      shown.map { position in
        graph.nodes[position].operation == nil ? .null : notation.tree(rules.definition(of: position)) ?? .null
      })
  }
}

/// A column in which few entries differ: each once, and which one stands in each place.
private struct Table<Entry: Hashable> {
  private(set) var entries: [Entry] = []
  private(set) var places: [Int] = []

  init(_ column: [Entry]) {
    var known: [Entry: Int] = [:]
    for entry in column {
      if known[entry] == nil {
        known[entry] = entries.count
        entries.append(entry)
      }
      places.append(known[entry] ?? 0)
    }
  }
}
