/// Gives every vertex its x, keeping the order in the rows and the distances between neighbours.
///
/// Brandes, Köpf, "Fast and simple horizontal coordinate assignment", Graph Drawing 2001: vertices are aligned with
/// the median of their neighbours above or below, preferring left or right, in four ways, and the mean of the two
/// middle results is taken. Main lines stay straight: they are aligned first, and what crosses them gives way. Blocks
/// of aligned vertices are compacted by longest paths between blocks, where the original (corrected by Brandes,
/// Walter, Zink, arXiv 2008.01252, 2020) recurses over classes. Linear in vertices and segments.
struct HorizontalPlacement {
  /// The x of the middle of each vertex; the leftmost vertex touches 0.
  private(set) var x: [Double]

  private let rows: [[Int]]
  private let position: [Int]
  private let up: Adjacency
  private let down: Adjacency
  private let mainLines: MainLines

  /// - Parameter halfWidths: half the width of each vertex that stands in a row.
  init(_ graph: LayeredGraph, _ order: RowOrder, halfWidths: [Double], spacing: DrawingMetrics) {
    let count = graph.rowVertexCount
    rows = order.rows
    position = order.position
    var up = Adjacency(count: count, owners: graph.lowers, neighbours: graph.uppers)
    var down = Adjacency(count: count, owners: graph.uppers, neighbours: graph.lowers)
    for vertex in 0..<count {
      up.sortLinks(of: vertex, by: order.position)
      down.sortLinks(of: vertex, by: order.position)
    }
    self.up = up
    self.down = down
    mainLines = MainLines(graph, order, up: up, down: down)
    x = []
    let reach = halfWidths.indices.map {
      halfWidths[$0] + (graph.kinds[$0] == .bend ? spacing.bendGap : spacing.nodeGap) / 2
    }
    x = Self.balanced(Direction.allCases.map { place($0, reach: reach) }, halfWidths: halfWidths)
  }

  /// A way to align: with neighbours above or below, starting from the left or from the right.
  private struct Direction: CaseIterable {
    let upward: Bool
    let leftward: Bool
    static let allCases = [true, false].flatMap { up in [true, false].map { Direction(upward: up, leftward: $0) } }
  }

  /// One of the four layouts: blocks of aligned vertices, packed to the left (or, mirrored, to the right).
  private func place(_ direction: Direction, reach: [Double]) -> [Double] {
    let root = blocks(direction)
    let count = root.count
    // Which block must keep its distance from which, in the direction of packing.
    var before: [Int] = []
    var after: [Int] = []
    for row in rows {
      for index in row.indices.dropLast() {
        let (left, right) = (row[index], row[index + 1])
        before.append(direction.leftward ? left : right)
        after.append(direction.leftward ? right : left)
      }
    }
    let following = Adjacency(count: count, owners: before.map { root[$0] }, neighbours: after.map { root[$0] })
    var waiting = [Int](repeating: 0, count: count)
    for vertex in after { waiting[root[vertex]] += 1 }

    var x = [Double](repeating: 0, count: count)
    var sequence = (0..<count).filter { root[$0] == $0 && waiting[$0] == 0 }
    var next = 0
    while next < sequence.count {
      let block = sequence[next]
      next += 1
      for link in following[block] {
        let distance = reach[before[link.edge]] + reach[after[link.edge]]
        x[link.vertex] = max(x[link.vertex], x[block] + distance)
        waiting[link.vertex] -= 1
        if waiting[link.vertex] == 0 { sequence.append(link.vertex) }
      }
    }
    // Room that is left over is given back: every block moves as near to the blocks after it as it may.
    for block in sequence.reversed() {
      let room = following[block].map { x[$0.vertex] - reach[before[$0.edge]] - reach[after[$0.edge]] }.min()
      if let room { x[block] = max(x[block], room) }
    }
    return root.map { direction.leftward ? x[$0] : -x[$0] }
  }

  /// The block of each vertex, named by one of its vertices: what is aligned with a median neighbour, where alignments
  /// do not cross.
  private func blocks(_ direction: Direction) -> [Int] {
    let neighbours = direction.upward ? up : down
    var root = Array(position.indices)
    for row in direction.upward ? Array(rows.indices) : rows.indices.reversed() {
      var limit = Int.min
      let vertices = rows[row]
      for index in vertices.indices {
        let vertex = vertices[direction.leftward ? index : vertices.count - 1 - index]
        let links = neighbours[vertex]
        guard !links.isEmpty else { continue }
        let median = links.startIndex + (links.count - 1) / 2
        let otherMedian = links.startIndex + links.count / 2
        let main = direction.upward ? mainLines.above[vertex] : mainLines.below[vertex]
        let candidates =
          if let main { [main] } else { direction.leftward ? [median, otherMedian] : [otherMedian, median] }
        for candidate in candidates {
          let link = links[candidate]
          let end = direction.leftward ? position[link.vertex] : -position[link.vertex]
          guard !mainLines.givesWay[link.edge], end > limit else { continue }
          root[vertex] = root[link.vertex]
          limit = end
          break
        }
      }
    }
    return root
  }

  /// The mean of the two middle values of the four layouts, after they were moved to where the narrowest one is.
  private static func balanced(_ layouts: [[Double]], halfWidths: [Double]) -> [Double] {
    let bounds = layouts.map { layout in
      var (low, high) = (Double.infinity, -Double.infinity)
      for (x, halfWidth) in zip(layout, halfWidths) {
        low = min(low, x - halfWidth)
        high = max(high, x + halfWidth)
      }
      return (low: low, high: high)
    }
    guard let narrowest = bounds.min(by: { $0.high - $0.low < $1.high - $1.low }) else { return [] }
    let shifts = zip(Direction.allCases, bounds).map { direction, bound in
      direction.leftward ? narrowest.low - bound.low : narrowest.high - bound.high
    }
    var result = halfWidths
    var left = Double.infinity
    for vertex in halfWidths.indices {
      var (low, high, sum) = (Double.infinity, -Double.infinity, 0.0)
      for (layout, shift) in zip(layouts, shifts) {
        let value = layout[vertex] + shift
        (low, high, sum) = (min(low, value), max(high, value), sum + value)
      }
      result[vertex] = (sum - low - high) / 2
      left = min(left, result[vertex] - halfWidths[vertex])
    }
    return result.map { $0 - left }
  }
}
