/// Finds places for lines that end at one side of a node: each as near as possible to where it wants to be, in a
/// given order, and a distance apart.
enum PortPlacement {
  /// Where a line wants to end, and how much that matters.
  struct Wish {
    let place: Double
    let weight: Double
  }

  /// The places in `range` that ascend by at least `gap` and have the least weighted sum of squared distances from
  /// `wishes`. Where the range is too short for the gap, the gap shrinks.
  ///
  /// This is isotonic regression by pooling adjacent violators (Ayer, Brunk, Ewing, Reid, Silverman, "An empirical
  /// distribution function for sampling with incomplete information", Ann. Math. Statist. 26(4), 1955). Linear time.
  static func places(for wishes: [Wish], gap: Double, in range: ClosedRange<Double>) -> [Double] {
    let gap = wishes.count < 2 ? 0 : min(gap, (range.upperBound - range.lowerBound) / Double(wishes.count - 1))
    var pools: [(mean: Double, weight: Double, count: Int)] = []
    for (index, wish) in wishes.enumerated() {
      var pool = (mean: wish.place - Double(index) * gap, weight: wish.weight, count: 1)
      while let last = pools.last, last.mean > pool.mean {
        pools.removeLast()
        let weight = last.weight + pool.weight
        pool = ((last.mean * last.weight + pool.mean * pool.weight) / weight, weight, last.count + pool.count)
      }
      pools.append(pool)
    }
    let highest = max(range.lowerBound, range.upperBound - Double(wishes.count - 1) * gap)
    var places: [Double] = []
    places.reserveCapacity(wishes.count)
    for pool in pools {
      let start = min(max(pool.mean, range.lowerBound), highest)
      for _ in 0..<pool.count { places.append(start + Double(places.count) * gap) }
    }
    return places
  }
}
