import GraphDrawing
import JSONTree

/// An unrolled network rolled up again: h1, h2, h3 become one h, and what led from h1 to h2 a loop that takes one step.
struct RolledGraph {
  /// What is repeated, or stands alone.
  struct Group {
    /// The name without its time step, or the whole name of what has none.
    let name: String
    /// The members' numbers among the nodes, in the order of time.
    var members: [Int]
    /// Whether it is one of every step.
    let isRepeated: Bool
  }

  /// An edge between groups, for all edges between their members that take the same number of steps.
  struct Edge: Hashable {
    let source: Int
    let target: Int
    /// How many steps later the target is; 0 also where one of both has no time.
    let delay: Int
  }

  private(set) var groups: [Group] = []
  private(set) var edges: [Edge] = []

  /// Rolls up a graph whose nodes have these names; constants without a name are left out.
  ///
  /// - Returns: nil when nothing is repeated.
  init?(names: [String?], edges: [(source: Int, target: Int)]) {
    let times = names.map { $0.flatMap(TimeIndex.init) }
    let counts = Dictionary(times.compactMap { $0?.base }.map { ($0, 1) }, uniquingKeysWith: +)
    var groupOf: [String: Int] = [:]
    var places = [Int?](repeating: nil, count: names.count)
    for (node, name) in names.enumerated() {
      guard let name else { continue }
      let base = times[node].flatMap { counts[$0.base, default: 0] > 1 ? $0.base : nil }
      // A base and a whole name may be spelt alike.
      let key = base.map { "\($0)[]" } ?? name
      if groupOf[key] == nil {
        groupOf[key] = groups.count
        groups.append(Group(name: base ?? name, members: [], isRepeated: base != nil))
      }
      guard let group = groupOf[key] else { continue }
      groups[group].members.append(node)
      places[node] = group
    }
    guard groups.contains(where: \.isRepeated) else { return nil }
    for group in groups.indices {
      groups[group].members.sort { (times[$0]?.step ?? 0, $0) < (times[$1]?.step ?? 0, $1) }
    }
    var seen: Set<Edge> = []
    for edge in edges {
      guard let source = places[edge.source], let target = places[edge.target] else { continue }
      let steps = [edge.source, edge.target].map { groups[places[$0] ?? 0].isRepeated ? times[$0]?.step : nil }
      let delay = steps[0].flatMap { first in steps[1].map { $0 - first } } ?? 0
      let rolled = Edge(source: source, target: target, delay: delay)
      if seen.insert(rolled).inserted { self.edges.append(rolled) }
    }
  }

  /// The groups with their places, and the edges; those that take a step are the loops.
  ///
  /// - Throws: ``GraphError/cycle(_:)`` when within one step values depend on one another in a circle, as names that are
  ///   numbered otherwise than by time may have it.
  var json: JSONValue {
    get throws(GraphError) {
      let drawn = edges.filter { $0.delay == 0 && $0.source != $0.target }
      let drawing = try DirectedGraph(
        nodes: groups.indices.map { .init(id: "\($0)", lines: PageLayout.lines(groups[$0])) },
        edges: drawn.map { .init(from: "\($0.source)", to: "\($0.target)") })
      let layout = try PageLayout(drawing, engine: .layered)
      return .record(
        ("name", .array(groups.map { .string($0.name) })), ("repeated", .array(groups.map { .boolean($0.isRepeated) })),
        ("members", .array(groups.map { .integers($0.members) })), ("source", .integers(edges.map(\.source))),
        ("target", .integers(edges.map(\.target))), ("delay", .integers(edges.map(\.delay))), ("layout", layout.json))
    }
  }
}
