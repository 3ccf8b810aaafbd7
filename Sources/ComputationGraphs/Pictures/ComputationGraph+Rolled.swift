public import GraphDrawing

extension ComputationGraph {
  /// The graph of an unrolled network rolled up again: one step for many equal ones, with a loop for what each hands on to
  /// the next. Names are those of any step: `h7` becomes `hₜ`, and what comes from the step before `hₜ₋₁`.
  ///
  /// - Parameters:
  ///   - title: What the drawing is called; the names of the outputs without it.
  ///   - view: Whether single operations are drawn, or lie inside the arrows between what has a name.
  /// - Throws: ``GraphError/noTimeSteps``, ``GraphError/backwardInTime(_:from:to:)`` or ``GraphError/noEqualSteps``, when
  ///   the graph is not an unrolled network.
  public func rolled(title: String? = nil, view: PathView = .operations) throws(GraphError) -> DirectedGraph {
    let byIdentifier = Dictionary(uniqueKeysWithValues: nodes.map { ($0.id, $0) })
    return try drawing(title: title, view: view).rolled { node, step in
      guard let own = byIdentifier[node.id] else { return node }
      let names = own.names.map { TimeIndex($0)?.name(inStep: step) ?? $0 }
      // A number that belongs to this step alone says nothing about the others.
      let lines =
        own.number != nil && names.isEmpty && own.operation == nil
        ? ["constant"] : names.isEmpty ? node.lines : [names.joined(separator: " = ")] + node.lines.dropFirst()
      return DirectedGraph.Node(
        id: names.first ?? node.id, lines: lines, role: node.role, rank: node.rank, place: node.place)
    }
  }
}

extension TimeIndex {
  /// The name as it is written when step `t` is this one: `hₜ`, or `hₜ₋₁` for one step before it.
  func name(inStep t: Int) -> String {
    let distance = step - t
    let digits = "\(distance.magnitude)".unicodeScalars.compactMap { Unicode.Scalar(0x2080 + $0.value - 0x30) }
    let tail = distance == 0 ? "" : (distance < 0 ? "₋" : "₊") + String(String.UnicodeScalarView(digits))
    return base + "ₜ" + tail
  }
}
