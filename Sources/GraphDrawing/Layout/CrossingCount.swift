extension RowOrder {
  /// The number of crossings between the segments below each row, in O(|E| log |V|) (Barth, Mutzel, Jünger, "Simple
  /// and efficient bilayer cross counting", JGAA 8(2), 2004).
  func crossingCount(down: Adjacency) -> Int {
    var count = 0
    var tree: [Int] = []
    var ends: [Int] = []
    for row in rows.indices.dropLast() where rows[row].count > 1 {
      ends.removeAll(keepingCapacity: true)
      for vertex in rows[row] {
        let start = ends.count
        for link in down[vertex] { ends.append(position[link.vertex]) }
        if ends.count - start > 1 { ends[start...].sort() }
      }
      count += Self.inversionCount(ends, below: rows[row + 1].count, tree: &tree)
    }
    return count
  }

  /// How many pairs of `values`, all less than `bound`, are in descending order; `tree` is working memory.
  static func inversionCount(_ values: [Int], below bound: Int, tree: inout [Int]) -> Int {
    guard bound > 1, values.count > 1 else { return 0 }
    var leaves = 1
    while leaves < bound { leaves *= 2 }
    tree.removeAll(keepingCapacity: true)
    tree.append(contentsOf: repeatElement(0, count: 2 * leaves))
    var count = 0
    for value in values {
      // Each node of the tree holds how many values below it were seen; right siblings of the path are greater.
      var node = leaves + value
      while node > 1 {
        tree[node] += 1
        if node % 2 == 0 { count += tree[node + 1] }
        node /= 2
      }
    }
    return count
  }
}
