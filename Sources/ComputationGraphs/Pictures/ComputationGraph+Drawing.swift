public import GraphDrawing

extension ComputationGraph {
  /// The graph as a drawing: leaves, constants, operations, named intermediates and outputs in torchviz's colours, each
  /// variable with its name and shape.
  ///
  /// - Throws: never for a graph made of tensors, whose identifiers are unique and whose edges have no cycle.
  public func drawing(title: String? = nil) throws(GraphError) -> DirectedGraph {
    let outputs = nodes.filter(\.isOutput).map(\.id).joined(separator: ", ")
    return try DirectedGraph(
      title: title ?? "Computation graph of \(outputs)",
      nodes: nodes.map { DirectedGraph.Node(id: $0.id, lines: $0.lines, role: $0.role) },
      edges: nodes.flatMap { node in
        node.operands.map { DirectedGraph.Edge(from: nodes[$0].id, to: node.id) }
      })
  }

  /// The graph as a picture, an SVG document of its own.
  public func svg(title: String? = nil) throws(GraphError) -> String { try drawing(title: title).svg() }

  /// The graph in the DOT language of Graphviz.
  public func dot(title: String? = nil) throws(GraphError) -> String { try drawing(title: title).dot() }
}

extension ComputationGraph.Node {
  /// What the node is in a picture.
  var role: DirectedGraph.Role {
    if operation == nil { return requiresGrad ? .leaf : .constant }
    return isOutput ? .output : names.isEmpty ? .operation : .intermediate
  }

  /// What is written in the node: `h1` above `Relu (2,)`; for an operation without a name just that.
  var lines: [String] {
    let shape = shape.count == 1 ? "(\(shape[0]),)" : "(\(shape.map(String.init).joined(separator: ", ")))"
    let name = names.joined(separator: " = ")
    switch (operation, names.isEmpty) {
    case (let operation?, true): return [operation]
    case (let operation?, false): return [name, "\(operation) \(shape)"]
    case (nil, true):
      // A number that nobody named says more than a word for it would.
      if let number { return ["\(Float(number))"] }
      return [requiresGrad ? "leaf" : "constant", shape]
    case (nil, false): return [name, shape]
    }
  }
}
