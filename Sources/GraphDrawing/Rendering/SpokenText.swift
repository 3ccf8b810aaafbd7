extension DirectedGraph {
  /// What a screen reader says about the whole graph.
  package var spokenSummary: String {
    let edgeCount = edges.count == 1 ? "1 arrow" : "\(edges.count) arrows"
    var parts = ["A directed graph of \(nodes.count == 1 ? "1 node" : "\(nodes.count) nodes") and \(edgeCount)"]
    for role in Role.allCases where role != .operation {
      let members = nodes.filter { $0.role == role }
      guard !members.isEmpty else { continue }
      parts.append("\(role.plural): \(Self.enumeration(members.map(\.lines)))")
    }
    return parts.joined(separator: ". ") + "."
  }

  /// What a screen reader says about a node: what is written in it, its role, and where its arrows go.
  func spokenText(of node: Int, targets: [Int]) -> String {
    let lines = nodes[node].lines.map { TextMetrics.shortened($0, to: 300) }
    let name = lines.joined(separator: " ") + " (" + nodes[node].role.rawValue + ")"
    return targets.isEmpty ? name : name + " → " + Self.enumeration(targets.map { nodes[$0].lines })
  }

  /// The headlines of nodes, not more than twelve of them.
  private static func enumeration(_ nodes: [[String]]) -> String {
    let names = nodes.prefix(12).map { TextMetrics.shortened($0.first ?? "", to: 60) }.joined(separator: ", ")
    return nodes.count > 12 ? "\(names) and \(nodes.count - 12) more" : names
  }
}

extension DirectedGraph.Role {
  fileprivate var plural: String {
    switch self {
    case .leaf: "Leaves"
    case .constant: "Constants"
    case .operation: "Operations"
    case .intermediate: "Named intermediates"
    case .output: "Outputs"
    }
  }
}
