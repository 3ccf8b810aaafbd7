extension DirectedGraph {
  /// The graph rolled up: one step that stands for a run of equal ones, with an edge back into the step, over time, for each
  /// edge that leads from one step to the next (Goodfellow, Bengio, Courville, "Deep Learning", 2016, section 10.1).
  ///
  /// Of the other nodes those remain that all steps share, and those that all steps lead to, such as a loss. The longest run
  /// of equal steps is rolled up; what comes before and behind it, where a first state is given or a loss is added up, is
  /// left out, and the column's title tells which steps it stands for.
  ///
  /// - Parameter naming: What a node of the given step is called in any step.
  /// - Throws: ``GraphError/noEqualSteps`` when no step is like the one before; else as the layout of a time lattice.
  /// - Complexity: Linear in nodes and edges.
  public func rolled(naming: (_ node: Node, _ step: Int) -> Node) throws(GraphError) -> DirectedGraph {
    let steps = try StepRuns(self)
    let columns = steps.runs.max { $0.count < $1.count } ?? 0..<0
    guard columns.count > 1 else { throw .noEqualSteps }
    // Of equal steps one in the middle has both neighbours.
    let column = columns.lowerBound + columns.count / 2
    let range = steps.lattice.steps[columns.lowerBound]...steps.lattice.steps[columns.upperBound - 1]
    let members = steps.nodes[column]
    var kept = members.map { naming(nodes[$0], steps.lattice.steps[column]).moved(to: range) }
    var numbers = [Int?](repeating: nil, count: nodes.count)
    for (number, node) in members.enumerated() { numbers[node] = number }
    var edges: [Edge] = []
    for index in self.edges.indices {
      let (source, target) = (sources[index], targets[index])
      let (start, end) = (steps.lattice.columns[source], steps.lattice.columns[target])
      if end == column {
        guard let number = numbers[target] else { continue }
        if start == nil {
          let shared = numbers[source] ?? kept.count
          if shared == kept.count {
            numbers[source] = shared
            kept.append(nodes[source])
          }
          edges.append(Edge(from: kept[shared].id, to: kept[number].id))
        } else if let start {
          // The same node of the step that the edge comes from.
          let place = steps.places[source]
          guard place < members.count, start == column || columns.contains(start) else { continue }
          let delay = column - start
          let name = Self.name(of: nodes[members[place]], inStep: steps.lattice.steps[column], delay, naming)
          edges.append(Edge(from: kept[place].id, to: kept[number].id, label: name, delay: delay))
        }
      } else if start == column, let end, !columns.contains(end), end > column + 1, let number = numbers[source] {
        let outside = numbers[target] ?? kept.count
        if outside == kept.count {
          numbers[target] = outside
          kept.append(nodes[target].moved(to: range))
        }
        edges.append(Edge(from: kept[number].id, to: kept[outside].id))
      }
    }
    return try DirectedGraph(title: title, nodes: kept, edges: edges)
  }

  /// What a node is called some steps later, if that is another name.
  private static func name(
    of node: Node, inStep step: Int, _ delay: Int, _ naming: (Node, Int) -> Node
  ) -> String? {
    let later = naming(node, step + delay).lines.first
    return later == naming(node, step).lines.first ? nil : later
  }
}

extension DirectedGraph.Node {
  /// The same node in the column of several steps.
  fileprivate func moved(to steps: ClosedRange<Int>) -> DirectedGraph.Node {
    DirectedGraph.Node(id: id, lines: lines, role: role, rank: rank, place: .steps(steps, row: place?.row))
  }
}
