// Whole numbers on the tape: which rows were looked up, which classes were meant.

extension Tensor {
  /// A constant operand that holds indices, which have no derivative.
  static func indices(_ indices: [Int]) -> Tensor {
    let leaf = leaf(Dims([indices.count]), .indices, dataBytes: 8 * indices.count)
    let data = leaf.node.data.assumingMemoryBound(to: Int64.self)
    for (place, index) in indices.enumerated() { data[place] = Int64(index) }
    return leaf
  }

  /// Lends the indices of an operand that holds them.
  @inline(__always)
  func withIndices<R>(_ body: (UnsafeBufferPointer<Int64>) -> R) -> R {
    withExtendedLifetime(self) { body(node.indices) }
  }
}

extension NodePointer {
  /// The indices of an operand that holds them.
  @inline(__always)
  var indices: UnsafeBufferPointer<Int64> {
    UnsafeBufferPointer(start: data.assumingMemoryBound(to: Int64.self), count: count)
  }
}
