// Whole numbers on the tape: which rows were looked up, which classes were meant.

extension Tensor {
  /// A constant operand that holds indices, which have no derivative.
  package static func indices(_ indices: [Int]) -> Tensor {
    let leaf = leaf(Dims([indices.count]), .indices, dataBytes: 8 * indices.count)
    let data = leaf.node.data.assumingMemoryBound(to: Int64.self)
    for (place, index) in indices.enumerated() { data[place] = Int64(index) }
    return leaf
  }

  /// Traps unless every index lies in an axis of this tensor.
  func checkIndices(_ indices: [Int], axis: Int, _ operation: String, _ noun: String = "index") {
    let size = dims[axis]
    for index in indices {
      require(
        index >= 0 && index < size,
        "\(operation): \(noun) \(index) is out of range for axis \(axis) of shape \(dims.description)"
          + (size == 0 ? ", which is empty" : " (0 to \(size - 1) would fit)"))
    }
  }

  /// Whether the elements are indices, which have no derivative.
  package var holdsIndices: Bool { node.flags.contains(.indices) }

  /// Lends the indices of an operand that holds them.
  @inline(__always)
  package func withIndices<R>(_ body: (UnsafeBufferPointer<Int64>) -> R) -> R {
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
