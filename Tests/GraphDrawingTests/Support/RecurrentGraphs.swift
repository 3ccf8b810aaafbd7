@testable import GraphDrawing

extension DirectedGraph {
  /// The graph of a recurrent network over `steps` scalar steps with a summed squared error, as the lab draws it.
  static func recurrentNetwork(steps: Int) throws -> DirectedGraph {
    var nodes = ["U", "V", "W", "h0", "x1"].map {
      Node(id: $0, lines: [$0, "(1)"], role: $0 == "U" ? .leaf : .constant)
    }
    var edges: [Edge] = []
    func add(_ id: String, _ name: String, _ operands: [String], role: Role = .operation) {
      nodes.append(Node(id: id, lines: role == .operation ? [name] : [id, name], role: role))
      edges += operands.map { Edge(from: $0, to: id) }
    }
    for step in 1...steps {
      add("ux\(step)", "×", ["U", "x\(step)"])
      add("vh\(step)", "×", ["V", "h\(step - 1)"])
      add("sum\(step)", "+", ["ux\(step)", "vh\(step)"])
      add("h\(step)", "relu", ["sum\(step)"], role: .intermediate)
      add("o\(step)", "×", ["W", "h\(step)"], role: .intermediate)
      add("x\(step + 1)", "(1)", [], role: .constant)
      add("error\(step)", "−", ["o\(step)", "x\(step + 1)"])
      add("square\(step)", "pow", ["error\(step)"])
      if step > 1 {
        let isLast = step == steps
        let sum = isLast ? "L" : "L\(step)"
        add(sum, "+", [step == 2 ? "square1" : "L\(step - 1)", "square\(step)"], role: isLast ? .output : .operation)
      }
    }
    return try DirectedGraph(title: "Network over \(steps) steps", nodes: nodes, edges: edges)
  }

  /// A chain of `count` nodes.
  static func chain(_ count: Int) throws -> DirectedGraph {
    try DirectedGraph(
      title: "Chain", nodes: (0..<count).map { Node(id: "n\($0)") },
      edges: (0..<max(0, count - 1)).map { Edge(from: "n\($0)", to: "n\($0 + 1)") })
  }

  /// A graph of the given edges, written as `a-b`, over the nodes that they name.
  static func of(_ edges: String...) throws -> DirectedGraph {
    let pairs = edges.map { $0.split(separator: "-").map(String.init) }
    var ids: [String] = []
    for id in pairs.joined() where !ids.contains(id) { ids.append(id) }
    return try DirectedGraph(nodes: ids.map { Node(id: $0) }, edges: pairs.map { Edge(from: $0[0], to: $0[1]) })
  }
}

/// Texts that have broken drawing programs before.
let hostileTexts = [
  "", " ", "\"", "\\", "a\\", "\\\"", "\\N", "\\l\\r\\n", "line\nbreak", "line\r\nbreak", "\u{2028}", "&amp;",
  "&#60;b&#62;",
  "<script>alert(1)</script>", "]]>", "<!--", "--><!--", "\"/><svg onload='x'>", "${x}", "%s%n", "\u{0}",
  "\u{1}\u{7F}\u{85}",
  "\u{FFFE}\u{FFFF}", "\u{202E}abc", "ŷ₁", "∂L/∂o₁", "重み", "👩‍👩‍👧‍👦", "e\u{301}\u{302}\u{303}", "digraph", "->", "a:b", "'",
  String(repeating: "long ", count: 20000), "é\u{1F1E9}\u{1F1EA}", "\u{10FFFF}\u{E000}",
]
