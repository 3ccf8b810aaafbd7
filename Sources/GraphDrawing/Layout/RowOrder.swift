/// The order of the vertices in each row, from left to right.
struct RowOrder {
  private(set) var rows: [[Int]]
  /// The position of each vertex in its row.
  private(set) var position: [Int]

  /// The order in which a walk from the lowest vertices upward meets the vertices.
  ///
  /// Drawn so, a tree of operations has no crossing, and operands stand in the order in which they were given.
  init(_ graph: LayeredGraph, up: Adjacency, down: Adjacency) {
    rows = [[Int]](repeating: [], count: graph.rowCount)
    position = [Int](repeating: -1, count: graph.rowVertexCount)
    for start in 0..<graph.rowVertexCount where down.degree(start) == 0 {
      var stack = [start]
      while let vertex = stack.popLast() {
        guard position[vertex] < 0 else { continue }
        position[vertex] = rows[graph.rows[vertex]].count
        rows[graph.rows[vertex]].append(vertex)
        for link in up[vertex].reversed() { stack.append(link.vertex) }
      }
    }
  }

  /// Puts the vertices of a row into another order.
  mutating func setRow(_ row: Int, to vertices: [Int]) {
    rows[row] = vertices
    for (index, vertex) in vertices.enumerated() { position[vertex] = index }
  }

  /// Swaps the vertices at `index` and `index + 1` of a row.
  mutating func swapNeighbours(row: Int, at index: Int) {
    rows[row].swapAt(index, index + 1)
    position[rows[row][index]] = index
    position[rows[row][index + 1]] = index + 1
  }
}
