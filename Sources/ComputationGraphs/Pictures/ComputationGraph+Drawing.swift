public import GraphDrawing

extension ComputationGraph {
  /// The graph as a drawing: leaves, constants, operations, named intermediates and outputs in torchviz's colours, each
  /// variable with its name and shape. Where names like `h3` tell time steps, each node has its place in time.
  ///
  /// - Parameters:
  ///   - title: What the drawing is called; the names of the outputs without it.
  ///   - view: Whether single operations are drawn, or lie inside the arrows between what has a name.
  ///   - limit: Runs of more equal time steps are folded into one node that says so; nil for no folding.
  /// - Throws: never for a graph made of tensors, whose identifiers are unique and whose edges have no cycle.
  public func drawing(
    title: String? = nil, view: PathView = .operations, foldingRunsLongerThan limit: Int? = nil
  ) throws(GraphError) -> DirectedGraph {
    let outputs = nodes.filter(\.isOutput).map(\.id).joined(separator: ", ")
    let drawn = nodes.indices.filter { view == .operations || !isInside($0) }
    var numbers = [Int](repeating: 0, count: nodes.count)
    for (number, position) in drawn.enumerated() { numbers[position] = number }
    let operands = drawn.map { self.operands(of: $0, view: view).map { numbers[$0] } }
    let shown = drawn.map { nodes[$0] }
    let places = TimePlaces(shown, operands: operands).places
    let drawing = try DirectedGraph(
      title: title ?? "Computation graph of \(outputs)",
      nodes: zip(shown, places).map { node, place in
        DirectedGraph.Node(id: node.id, lines: node.lines, role: node.role, place: place)
      },
      edges: zip(shown, operands).flatMap { node, operands in
        operands.map { DirectedGraph.Edge(from: shown[$0].id, to: node.id) }
      })
    return limit.map { drawing.folded(runsLongerThan: $0) } ?? drawing
  }

  /// The graph as a picture, an SVG document of its own.
  ///
  /// - Parameter limit: Runs of more equal time steps are folded into one node that says so; nil for the whole graph.
  /// - Throws: For ``LayoutEngine/timeLattice``, when the names of the nodes tell no time steps, or an edge leads back in
  ///   time; else never.
  public func svg(
    title: String? = nil, view: PathView = .operations, engine: LayoutEngine = .automatic,
    foldingRunsLongerThan limit: Int? = 12
  ) throws(GraphError) -> String {
    try drawing(title: title, view: view, foldingRunsLongerThan: limit).svg(engine: engine)
  }

  /// The graph as a PDF document of one page; no other program is needed.
  ///
  /// - Throws: As ``svg(title:view:engine:foldingRunsLongerThan:)``.
  public func pdf(
    title: String? = nil, view: PathView = .operations, engine: LayoutEngine = .automatic,
    foldingRunsLongerThan limit: Int? = 12
  ) throws(GraphError) -> [UInt8] {
    try drawing(title: title, view: view, foldingRunsLongerThan: limit).pdf(engine: engine)
  }

  /// The graph in the DOT language of Graphviz.
  public func dot(title: String? = nil, view: PathView = .operations) throws(GraphError) -> String {
    try drawing(title: title, view: view).dot()
  }

  /// The graph as a flowchart of Mermaid.
  public func mermaid(title: String? = nil, view: PathView = .operations) throws(GraphError) -> String {
    try drawing(title: title, view: view).mermaid()
  }

  /// The graph as a picture for LaTeX, made with TikZ.
  ///
  /// - Throws: As ``svg(title:view:engine:foldingRunsLongerThan:)``.
  public func tikz(
    title: String? = nil, view: PathView = .operations, engine: LayoutEngine = .automatic,
    foldingRunsLongerThan limit: Int? = 12
  ) throws(GraphError) -> String {
    try drawing(title: title, view: view, foldingRunsLongerThan: limit).tikz(engine: engine)
  }
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
