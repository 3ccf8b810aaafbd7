import Autograd

/// A derivative of an unrolled network, taken apart by time: how much comes by the paths that leave the parameter into
/// step k and reach the output from step t.
///
/// A lower triangle, since k ≤ t. The band along its diagonal is what truncated back-propagation through time keeps; how
/// fast it fades away from there is the vanishing gradient.
public struct TimeGrid: Sendable {
  /// A cell: from step k to step t. Either is nil for paths that touch no step.
  public struct Cell: Sendable, Hashable {
    /// The first step on a path.
    public let k: Int?
    /// The last step on a path.
    public let t: Int?
  }

  /// What the paths of each cell contribute; cells without paths are left out.
  public let contributions: [Cell: Jacobian]
  /// The steps that occur, ascending: rows and columns of the picture.
  public let steps: [Int]

  /// The contribution of the paths from step k to step t, or nil where there are none.
  public subscript(k: Int, t: Int) -> Jacobian? { contributions[Cell(k: k, t: t)] }

  /// All contributions added up: the derivative.
  public var total: Jacobian? {
    contributions.sorted { Self.isBefore($0.key, $1.key) }.reduce(nil) { sum, cell in
      sum.map { $0 + cell.value } ?? cell.value
    }
  }

  fileprivate static func isBefore(_ a: Cell, _ b: Cell) -> Bool { (a.t ?? -1, a.k ?? -1) < (b.t ?? -1, b.k ?? -1) }
}

extension Paths {
  /// The derivative taken apart by the first and the last time step of each path. The ends of the paths, parameter and
  /// output, have no say.
  ///
  /// Paths are not listed but summed up from the output backwards, for each last step apart.
  ///
  /// - Parameter step: The time step of the node with this name, nil if it belongs to none; found from names like `h3`
  ///   without it.
  /// - Throws: ``ComputationGraphError/notANumber(_:shape:)`` when the output is not a single number.
  /// - Complexity: For N steps O(N²) partial derivatives along an edge.
  public func grid(
    step: (_ name: String) -> Int? = { TimeIndex($0)?.step }
  ) throws(ComputationGraphError) -> TimeGrid {
    guard let last = network.vertices.indices.last else { return TimeGrid(contributions: [:], steps: []) }
    let (output, input) = (network.tensor(last), network.tensor(0))
    guard output.count == 1 else {
      throw .notANumber(graph.nodes[network.vertices[last]].id, shape: output.shape)
    }
    let times = network.vertices.indices.map { vertex in
      vertex == 0 || vertex == last ? nil : graph.nodes[network.vertices[vertex]].names.lazy.compactMap(step).first
    }
    var contributions: [TimeGrid.Cell: Jacobian] = [:]
    if let numbers = network.numbers() {
      let cells = cells(
        from: 1.0, times: times, pulled: { value, vertex in network.edges(into: vertex).map { value * numbers[$0] } },
        added: +)
      contributions = cells.mapValues { Jacobian($0) }
    } else {
      let one = Tensor.ones(output.shape, dtype: output.dtype)
      let cells = cells(from: one, times: times, pulled: { network.pulled($0, into: $1) }, added: +)
      contributions = cells.mapValues { Jacobian(rows: 1, columns: input.count, elements: $0.scalars) }
    }
    return TimeGrid(contributions: contributions, steps: Set(times.compactMap(\.self)).sorted())
  }

  /// What arrives at the input, by cells, when `one` starts from the output.
  private func cells<Value>(
    from one: Value, times: [Int?], pulled: (Value, Int) -> [Value?], added: (Value, Value) -> Value
  ) -> [TimeGrid.Cell: Value] {
    var arrived = [[TimeGrid.Cell: Value]](repeating: [:], count: network.vertices.count)
    arrived[network.vertices.count - 1] = [TimeGrid.Cell(k: nil, t: nil): one]
    for vertex in network.vertices.indices.dropFirst().reversed() {
      // Backwards, the first step met is the last in time, and the last one met the first.
      var here: [TimeGrid.Cell: Value] = [:]
      // Sorted, so that sums round alike in every run.
      for (cell, value) in arrived[vertex].sorted(by: { TimeGrid.isBefore($0.key, $1.key) }) {
        let key = times[vertex].map { TimeGrid.Cell(k: $0, t: cell.t ?? $0) } ?? cell
        here[key] = here[key].map { added($0, value) } ?? value
      }
      arrived[vertex] = [:]
      for (cell, value) in here {
        for (edge, partial) in zip(network.edges(into: vertex), pulled(value, vertex)) {
          guard let partial else { continue }
          let origin = network.origins[edge]
          arrived[origin][cell] = arrived[origin][cell].map { added($0, partial) } ?? partial
        }
      }
    }
    return arrived[0]
  }
}
