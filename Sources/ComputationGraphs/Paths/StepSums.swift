/// Sums over the paths of a network, apart by the first and the last time step of each.
///
/// From the output backwards, every vertex has a row of sums: one for each last step. The first step is the vertex' own,
/// and behind it, where a vertex belongs to no step, there are as many rows as first steps.
struct StepSums {
  private let network: PathNetwork
  /// The place of each vertex' time step, counted from 1; 0 for none.
  private let places: [Int]
  private let placeCount: Int

  init(_ network: PathNetwork, places: [Int], placeCount: Int) {
    self.network = network
    self.places = places
    self.placeCount = placeCount
  }

  /// The sums of the paths whose first step is at one place, by the places of their last steps.
  private struct Row<Value> {
    let first: Int
    var sums: [Value?]
  }

  /// What arrives at the input when `one` starts from the output: by the place of the first step, then by that of the last;
  /// nil where there are no paths.
  ///
  /// - Parameters:
  ///   - pulled: What comes out at the start of each edge into a vertex, given what came to the vertex, for every last step.
  ///   - added: The sum of two ways.
  /// - Complexity: For N steps O(N) values an edge between steps.
  func table<Value>(
    from one: Value, pulled: (_ values: [Value?], _ vertex: Int) -> [[Value?]], added: (Value, Value) -> Value
  ) -> [[Value?]?] {
    var arrived = [[Row<Value>]](repeating: [], count: network.vertices.count)
    var start = [Value?](repeating: nil, count: placeCount)
    start[0] = one
    arrived[network.vertices.count - 1] = [Row(first: 0, sums: start)]
    for vertex in network.vertices.indices.dropFirst().reversed() {
      var rows: [Row<Value>] = []
      swap(&rows, &arrived[vertex])
      if places[vertex] > 0 { rows = [own(rows, at: places[vertex], added)] }
      for row in rows {
        for (edge, sums) in zip(network.edges(into: vertex), pulled(row.sums, vertex)) {
          // A vertex with a step of its own gives its name to all that arrives.
          let origin = network.origins[edge]
          let first = places[origin] > 0 ? places[origin] : row.first
          add(sums, first: first, to: &arrived[origin], added)
        }
      }
    }
    var table = [[Value?]?](repeating: nil, count: placeCount)
    for row in arrived[0] { table[row.first] = row.sums }
    return table
  }

  /// What arrived at a vertex of the step at `place`: that is the first step from now on, and the last if none was met.
  private func own<Value>(
    _ rows: [Row<Value>], at place: Int, _ added: (Value, Value) -> Value
  ) -> Row<Value> {
    var own = [Row<Value>]()
    for row in rows { add(row.sums, first: place, to: &own, added) }
    var sums = own.first?.sums ?? [Value?](repeating: nil, count: placeCount)
    if let value = sums[0] {
      sums[place] = sums[place].map { added($0, value) } ?? value
      sums[0] = nil
    }
    return Row(first: place, sums: sums)
  }

  /// Adds sums to the row with the same first step; rows stand in descending order, in which they usually come.
  private func add<Value>(
    _ sums: [Value?], first: Int, to rows: inout [Row<Value>], _ added: (Value, Value) -> Value
  ) {
    var (low, high) = (0, rows.count)
    if let last = rows.last, last.first >= first { low = rows.count - (last.first == first ? 1 : 0) }
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].first > first { low = middle + 1 } else { high = middle }
    }
    guard low < rows.count, rows[low].first == first else { return rows.insert(Row(first: first, sums: sums), at: low) }
    for place in sums.indices {
      guard let value = sums[place] else { continue }
      rows[low].sums[place] = rows[low].sums[place].map { added($0, value) } ?? value
    }
  }
}
