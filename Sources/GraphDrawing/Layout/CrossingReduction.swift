/// Orders the vertices in their rows so that few segments cross.
///
/// Rows are swept downward and upward; each vertex moves to the mean position of its neighbours in the row before
/// (the barycentre method of Sugiyama et al. 1981), then neighbours change places wherever that saves crossings (the
/// transposition of Gansner, Koutsofios, North, Vo, "A technique for drawing directed graphs", IEEE TSE 19(3), 1993,
/// section 3). The best order seen is kept. The number of sweeps falls with the size of the graph, so that the cost
/// stays near linear.
struct CrossingReduction {
  let up: Adjacency
  let down: Adjacency
  private(set) var order: RowOrder

  init(_ graph: LayeredGraph) {
    up = Adjacency(count: graph.rowVertexCount, owners: graph.lowers, neighbours: graph.uppers)
    down = Adjacency(count: graph.rowVertexCount, owners: graph.uppers, neighbours: graph.lowers)
    order = RowOrder(graph, up: up, down: down)
    let segments = max(1, graph.uppers.count)
    var fewest = reduce(sweeps: min(24, max(4, 600_000 / segments)))
    // Small drawings are worth another try from other beginnings.
    var best = order
    var random = SplitMix64(state: 1)
    for _ in 0..<min(16, 4000 / segments) where fewest > 0 {
      for row in order.rows.indices { order.setRow(row, to: order.rows[row].shuffled(using: &random)) }
      let crossings = reduce(sweeps: 24)
      if crossings < fewest { (best, fewest) = (order, crossings) }
    }
    order = best
  }

  /// Sweeps until that helps no more; returns the number of crossings that are left.
  private mutating func reduce(sweeps: Int) -> Int {
    var best = order
    var fewest = best.crossingCount(down: down)
    var fruitless = 0
    for sweep in 0..<sweeps where fewest > 0 && fruitless < 6 {
      let rows = order.rows.indices
      // Equal barycentres keep their order in two sweeps and change it in the next two.
      let reversesTies = sweep % 4 >= 2
      if sweep % 2 == 0 {
        for row in rows.dropFirst() { sortRow(row, by: up, reversesTies: reversesTies) }
      } else {
        for row in rows.dropLast().reversed() { sortRow(row, by: down, reversesTies: reversesTies) }
      }
      transpose()
      let crossings = order.crossingCount(down: down)
      fruitless += 1
      if crossings < fewest { (best, fewest, fruitless) = (order, crossings, 0) }
    }
    order = best
    return fewest
  }

  /// Sorts a row by the barycentres of its vertices; those without neighbours stay where they are.
  private mutating func sortRow(_ row: Int, by neighbours: Adjacency, reversesTies: Bool) {
    let vertices = order.rows[row]
    guard vertices.count > 1 else { return }
    var movable: [(vertex: Int, barycentre: Double, index: Int)] = []
    movable.reserveCapacity(vertices.count)
    for (index, vertex) in vertices.enumerated() where neighbours.degree(vertex) > 0 {
      let sum = neighbours[vertex].reduce(0) { $0 + order.position[$1.vertex] }
      let barycentre = Double(sum) / Double(neighbours.degree(vertex))
      movable.append((vertex, barycentre, reversesTies ? -index : index))
    }
    movable.sort { ($0.barycentre, $0.index) < ($1.barycentre, $1.index) }
    var next = movable.makeIterator()
    order.setRow(row, to: vertices.map { neighbours.degree($0) > 0 ? next.next()?.vertex ?? $0 : $0 })
  }

  /// Lets neighbours in a row change places as long as that saves crossings, for a few rounds.
  private mutating func transpose() {
    for _ in 0..<8 {
      var improved = false
      for row in order.rows.indices where order.rows[row].count > 1 {
        for index in 0..<order.rows[row].count - 1 {
          let (left, right) = (order.rows[row][index], order.rows[row][index + 1])
          let change =
            crossingChange(left, right, neighbours: up) + crossingChange(left, right, neighbours: down)
          if change < 0 {
            order.swapNeighbours(row: row, at: index)
            improved = true
          }
        }
      }
      guard improved else { return }
    }
  }

  /// How many crossings more there are on one side when `left` and `right` change places.
  func crossingChange(_ left: Int, _ right: Int, neighbours: Adjacency) -> Int {
    let lefts = neighbours[left]
    let rights = neighbours[right]
    guard !lefts.isEmpty, !rights.isEmpty else { return 0 }
    if lefts.count * rights.count <= 64 {
      var change = 0
      for a in lefts {
        let position = order.position[a.vertex]
        for b in rights { change += (order.position[b.vertex] - position).signum() }
      }
      return change
    }
    return mergedChange(
      lefts.map { order.position[$0.vertex] }.sorted(), rights.map { order.position[$0.vertex] }.sorted())
  }

  /// The sum of the signs of all differences between `rights` and `lefts`, both ascending, by merging them.
  private func mergedChange(_ lefts: [Int], _ rights: [Int]) -> Int {
    var change = 0
    var (less, notGreater) = (0, 0)
    for right in rights {
      while less < lefts.count, lefts[less] < right { less += 1 }
      while notGreater < lefts.count, lefts[notGreater] <= right { notGreater += 1 }
      change += less - (lefts.count - notGreater)
    }
    return change
  }
}

/// A small generator of pseudo-random numbers (Steele, Lea, Flood, "Fast splittable pseudorandom number generators",
/// OOPSLA 2014), so that equal graphs are drawn equally.
private struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
