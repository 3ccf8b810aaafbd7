extension PathNetwork {
  /// The number of paths from the source to the target, exactly.
  ///
  /// Dynamic programming: the paths to a vertex are the paths to the starts of its edges, added up. A number is given up
  /// after its last use, so memory follows the width of the network.
  ///
  /// - Complexity: An addition for each edge beyond a vertex' first, of numbers as long as the counts so far.
  var count: NaturalNumber {
    guard let last = vertices.indices.last else { return NaturalNumber(0) }
    var uses = [Int](repeating: 0, count: vertices.count)
    for origin in origins { uses[origin] += 1 }
    var counts = [NaturalNumber](repeating: NaturalNumber(0), count: vertices.count)
    counts[0] = NaturalNumber(1)
    for vertex in vertices.indices.dropFirst() {
      let edges = edges(into: vertex)
      // An edge whose start is not needed any more gives its number away; the sum is built in that.
      let free = edges.first { uses[origins[$0]] == 1 } ?? edges.lowerBound
      var sum = take(origins[free], &uses, &counts)
      for edge in edges where edge != free { sum.add(take(origins[edge], &uses, &counts)) }
      counts[vertex] = sum
    }
    return counts[last]
  }

  private func take(_ vertex: Int, _ uses: inout [Int], _ counts: inout [NaturalNumber]) -> NaturalNumber {
    uses[vertex] -= 1
    guard uses[vertex] == 0 else { return counts[vertex] }
    let count = counts[vertex]
    counts[vertex] = NaturalNumber(0)
    return count
  }
}
