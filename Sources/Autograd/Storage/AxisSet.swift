/// A set of axes, as bits.
package struct AxisSet: BitwiseCopyable, Sendable {
  private var bits: UInt16 = 0

  init() {}
  init(all rank: Int) { bits = UInt16(1) << rank - 1 }

  /// Axes as a caller names them; negative ones count from the last.
  init(_ axes: [Int], rank: Int, operation: String) {
    for axis in axes {
      let index = Tensor.checkedAxis(axis, rank: rank, operation: operation)
      require(!contains(index), "\(operation): axis \(axis) is named twice in \(axes)")
      insert(index)
    }
  }

  mutating func insert(_ axis: Int) { bits |= 1 << axis }
  package func contains(_ axis: Int) -> Bool { bits & (1 << axis) != 0 }
}

extension Tensor {
  /// The axis that a possibly negative number names; traps with both when there is none.
  static func checkedAxis(_ axis: Int, rank: Int, operation: @autoclosure () -> String) -> Int {
    require(
      axis >= -rank && axis < rank,
      "\(operation()): axis \(axis) is out of range for a tensor with \(rank) axes"
        + (rank == 0 ? "" : " (\(-rank) to \(rank - 1) would fit)"))
    return axis < 0 ? axis + rank : axis
  }
}

extension Dims {
  /// The shape that remains when axes are reduced.
  func reduced(over axes: AxisSet, keepDim: Bool) -> Dims {
    var result = Dims()
    for axis in 0..<rank {
      if !axes.contains(axis) { result.append(self[axis]) } else if keepDim { result.append(1) }
    }
    return result
  }

  /// A walk through a tensor of this shape beside its reduction: rows where the first operand is the reduced tensor.
  func reading(reducedOver axes: AxisSet) -> Broadcast {
    Broadcast(reduced(over: axes, keepDim: true), self, operation: "reduction")
  }
}
