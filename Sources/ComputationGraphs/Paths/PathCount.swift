extension PathNetwork {
  /// The number of paths from the source to the target, exactly.
  ///
  /// Dynamic programming: the paths to a vertex are the paths to the starts of its edges, added up. Numbers stand in slots: a
  /// vertex takes over the slot of a start that nothing else needs any more, so that along a chain nothing moves, and memory
  /// follows the width of the network.
  ///
  /// - Complexity: An addition for each edge beyond a vertex' first, of numbers as long as the counts so far.
  var count: NaturalNumber {
    guard !vertices.isEmpty else { return NaturalNumber(0) }
    var uses = [Int32](repeating: 0, count: vertices.count)
    for origin in origins { uses[origin] += 1 }
    var slots = [Int32](repeating: 0, count: vertices.count)
    var numbers = [NaturalNumber(1)]
    var free: [Int32] = []
    for vertex in vertices.indices.dropFirst() {
      let edges = edges(into: vertex)
      let kept = edges.first { uses[origins[$0]] == 1 }
      let first = kept ?? edges.lowerBound
      var slot = slots[origins[first]]
      uses[origins[first]] -= 1
      if kept == nil {
        let copied = numbers[Int(slot)]
        slot = free.popLast() ?? Int32(numbers.count)
        if slot == numbers.count { numbers.append(copied) } else { numbers[Int(slot)] = copied }
      }
      for edge in edges where edge != first {
        let other = slots[origins[edge]]
        let summand = numbers[Int(other)]
        numbers[Int(slot)].add(summand)
        uses[origins[edge]] -= 1
        if uses[origins[edge]] == 0 { free.append(other) }
      }
      slots[vertex] = slot
    }
    return numbers[Int(slots[vertices.count - 1])]
  }
}
