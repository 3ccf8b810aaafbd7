import GraphDrawing

extension FormulaDiagnosis {
  /// The unrolled network that the diagnosis is about, with what is wrong marked on it: a path that the formula leaves out,
  /// one that it counts too often, a product that is no path, and the arrows that the mistake itself names.
  ///
  /// Of several paths of a kind the first is marked, so that each can be followed.
  /// - Returns: an SVG document of its own; nil where there is nothing to mark.
  public func picture(of architecture: RecurrentArchitecture) -> String? {
    let network = UnrolledNetwork(architecture, length: length)
    guard let drawing = try? network.drawing(title: "The network for \(length == 1 ? "1 step" : "\(length) steps")")
    else { return nil }
    func mark(_ kind: EdgeMark.Kind, _ title: String, _ edges: [UnrolledNetwork.Edge]) -> EdgeMark? {
      let known = edges.compactMap { edge in network.edges.firstIndex(of: edge) }
      return known.isEmpty ? nil : EdgeMark(kind, title: title, edges: known)
    }
    var marks: [EdgeMark?] = []
    if let path = missing.first { marks.append(mark(.missing, "has no term: \(path)", path.edges)) }
    if let path = repeated.first { marks.append(mark(.repeated, "is counted more than once: \(path)", path.edges)) }
    if missing.isEmpty && repeated.isEmpty {
      if let product = extra.first { marks.append(mark(.extra, "is no path: \(product)", product.edges)) }
    }
    if marks.isEmpty { marks.append(mark(.named, "is meant here", edges)) }
    let found = marks.compactMap(\.self)
    return found.isEmpty ? nil : try? drawing.svg(marks: found)
  }
}

extension UnrolledNetwork {
  /// The network as a drawing over time; its arrows are the network's edges, in their order.
  func drawing(title: String) throws(GraphError) -> DirectedGraph {
    let computed = Set(architecture.variables.map(\.name))
    let nodes = quantities.map { quantity in
      DirectedGraph.Node(
        id: quantity.description, lines: [Self.label(quantity)], role: role(of: quantity, computed),
        place: length < 2 ? nil : place(of: quantity, computed))
    }
    return try DirectedGraph(
      title: title, nodes: nodes,
      edges: edges.map { DirectedGraph.Edge(from: $0.from.description, to: $0.to.description) })
  }

  private func role(of quantity: Quantity, _ computed: Set<String>) -> DirectedGraph.Role {
    if quantity.name == architecture.loss.name { return .output }
    guard arguments[quantity] == nil else { return .intermediate }
    return quantity.step == nil ? .leaf : .constant
  }

  /// Targets of one step stand where they are read; the target of the last step has no column of its own.
  private func place(of quantity: Quantity, _ computed: Set<String>) -> DirectedGraph.Place {
    guard let step = quantity.step else {
      return quantity.name == architecture.loss.name ? .step(length) : .shared
    }
    return .step(min(step, length), row: computed.contains(quantity.name) ? quantity.name : nil)
  }

  /// `h₂` for the quantity h_2.
  private static func label(_ quantity: Quantity) -> String {
    guard let step = quantity.step else { return quantity.name }
    let digits = "\(step)".unicodeScalars.compactMap { Unicode.Scalar($0.value - 0x30 + 0x2080) }.map(Character.init)
    return quantity.name + String(digits)
  }
}
