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

  /// The steps that occur, ascending: rows and columns of the picture.
  public let steps: [Int]
  /// The cells that have paths: by the last step, then by the first; none before all.
  public let cells: [Cell]

  /// The contributions of the cells, one after the other.
  private let elements: [Double]
  /// How many numbers a contribution is: the output is a single one.
  private let columns: Int
  /// The number of each cell, by the places of its steps; -1 for cells without paths. The place before the first is none.
  private let numbers: [Int32]
  private let places: [Int: Int]

  /// - Parameters:
  ///   - table: For the places of k, and for those of t, in this order, what the paths of the cell contribute.
  ///   - columns: How many numbers a contribution is.
  ///   - append: Appends these numbers to others.
  fileprivate init<Value>(
    steps: [Int], table: [[Value?]?], columns: Int, append: (_ value: Value, _ elements: inout [Double]) -> Void
  ) {
    self.steps = steps
    self.columns = columns
    places = Dictionary(uniqueKeysWithValues: zip(steps, 1...))
    let side = steps.count + 1
    var numbers = [Int32](repeating: -1, count: side * side)
    var cells: [Cell] = []
    var elements: [Double] = []
    for t in 0..<side {
      for k in 0..<side {
        guard let contribution = table[k]?[t] else { continue }
        numbers[k * side + t] = Int32(cells.count)
        cells.append(Cell(k: k == 0 ? nil : steps[k - 1], t: t == 0 ? nil : steps[t - 1]))
        append(contribution, &elements)
      }
    }
    (self.numbers, self.cells, self.elements) = (numbers, cells, elements)
  }

  /// The contribution of the paths of a cell, or nil where there are none.
  public subscript(cell: Cell) -> Jacobian? {
    guard let k = place(of: cell.k), let t = place(of: cell.t) else { return nil }
    let number = Int(numbers[k * (steps.count + 1) + t])
    return number < 0 ? nil : contribution(number)
  }

  /// The contribution of the paths from step k to step t, or nil where there are none.
  public subscript(k: Int, t: Int) -> Jacobian? { self[Cell(k: k, t: t)] }

  /// All contributions added up: the derivative.
  public var total: Jacobian? {
    guard !cells.isEmpty else { return nil }
    return cells.indices.dropFirst().reduce(contribution(0)) { $0 + contribution($1) }
  }

  private func place(of step: Int?) -> Int? {
    guard let step else { return 0 }
    return places[step]
  }

  private func contribution(_ number: Int) -> Jacobian {
    Jacobian(rows: 1, columns: columns, elements: Array(elements[number * columns..<(number + 1) * columns]))
  }
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
    guard let last = network.vertices.indices.last else {
      return TimeGrid(steps: [], table: [[Double?]?.none], columns: 0) { _, _ in }
    }
    let (output, input) = (network.tensor(last), network.tensor(0))
    guard output.count == 1 else {
      throw .notANumber(graph.nodes[network.vertices[last]].id, shape: output.shape)
    }
    let times = network.vertices.indices.map { vertex in
      vertex == 0 || vertex == last ? nil : graph.nodes[network.vertices[vertex]].names.lazy.compactMap(step).first
    }
    let steps = Set(times.compactMap(\.self)).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(steps, 1...))
    let sums = StepSums(network, places: times.map { $0.flatMap { places[$0] } ?? 0 }, placeCount: steps.count + 1)
    if let numbers = network.numbers() {
      let table = sums.table(
        from: 1.0,
        pulled: { values, vertex in
          network.edges(into: vertex).map { edge in values.map { value in value.map { $0 * numbers[edge] } } }
        }, added: +)
      return TimeGrid(steps: steps, table: table, columns: 1) { $1.append($0) }
    }
    let table = sums.table(
      from: Tensor.ones(output.shape, dtype: output.dtype),
      pulled: { values, vertex in
        let edges = network.edges(into: vertex)
        let pulled = values.map { value in value.map { network.pulled($0, into: vertex) } }
        return edges.map { edge in pulled.map { $0?[edge - edges.lowerBound] } }
      }, added: +)
    return TimeGrid(steps: steps, table: table, columns: input.count) { $1 += $0.scalars }
  }
}
