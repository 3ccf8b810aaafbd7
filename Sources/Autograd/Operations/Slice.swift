extension Tensor {
  /// Every `step`-th slice along an axis, from `from` up to but not including `to`.
  ///
  /// - Parameters:
  ///   - from: The first place, 0 to the axis' size.
  ///   - to: The place after the last, at least `from`; nil for the end.
  ///   - step: The distance, at least 1.
  public func slice(axis: Int, from: Int = 0, to: Int? = nil, step: Int = 1) -> Tensor {
    let axis = Tensor.checkedAxis(axis, rank: ndim, operation: "slice")
    let end = to ?? dims[axis]
    require(step >= 1, "slice: the step is \(step); it must be at least 1")
    require(
      0 <= from && from <= end && end <= dims[axis],
      "slice: \(from)..<\(end) does not lie in axis \(axis) of shape \(dims.description), which is 0..<\(dims[axis])")
    let size = (end - from + step - 1) / step
    return sliced(
      Slice(axis: axis, from: from, step: step, size: size, dropsAxis: false), dims.replacing(axis: axis, with: size))
  }

  /// The slice at one index of an axis, without that axis. A negative index counts from the end.
  public func select(axis: Int, index: Int) -> Tensor {
    let axis = Tensor.checkedAxis(axis, rank: ndim, operation: "select")
    let size = dims[axis]
    require(
      index >= -size && index < size,
      "select: index \(index) is out of range for axis \(axis) of shape \(dims.description)"
        + (size == 0 ? "" : " (\(-size) to \(size - 1) would fit)"))
    return sliced(
      Slice(axis: axis, from: index < 0 ? index + size : index, step: 1, size: 1, dropsAxis: true),
      dims.replacing(axis: axis, with: nil))
  }

  /// The slice at one index of axis 0, without that axis; a negative index counts from the end.
  public subscript(index: Int) -> Tensor { select(axis: 0, index: index) }

  /// The slice at one index of axis 0 and one of axis 1, without these axes: the element of a matrix.
  public subscript(row: Int, column: Int) -> Tensor { select(axis: 0, index: row).select(axis: 0, index: column) }

  /// The slices of axis 0 in a range: `t[1..<3]`, `t[1...]`.
  public subscript(range: some RangeExpression<Int>) -> Tensor {
    require(ndim > 0, "slice: a tensor without axes has no axis 0")
    let range = range.relative(to: 0..<dims[0])
    return slice(axis: 0, from: range.lowerBound, to: range.upperBound)
  }

  /// Consecutive parts along an axis.
  ///
  /// - Parameter sizes: The parts' sizes; their sum is the axis' size.
  public func split(_ sizes: [Int], axis: Int) -> [Tensor] {
    let axis = Tensor.checkedAxis(axis, rank: ndim, operation: "split")
    require(
      sizes.allSatisfy { $0 >= 0 } && sizes.reduce(0, +) == dims[axis],
      "split: the sizes \(sizes) do not add up to \(dims[axis]), the size of axis \(axis) of shape \(dims.description)")
    var end = 0
    return sizes.map { size in
      end += size
      return slice(axis: axis, from: end - size, to: end)
    }
  }

  func sliced(_ operation: Slice, _ target: Dims) -> Tensor {
    let result = Tensor.result(of: operation, self, dims: target, dtype: dtype)
    switch dtype {
    case .float32: operation.forEachStretch(of: dims) { copy(Float.self, $0, $1, $2, to: result) }
    case .float64: operation.forEachStretch(of: dims) { copy(Double.self, $0, $1, $2, to: result) }
    }
    return result
  }

  @inline(__always)
  private func copy<F: Element>(_: F.Type, _ from: Int, _ to: Int, _ count: Int, to result: Tensor) {
    let out = result.node.data.assumingMemoryBound(to: F.self)
    withElements(of: F.self) { x in for i in 0..<count { out[to &+ i] = x[from &+ i] } }
  }

  /// Zeros of that shape with this tensor where the slice was.
  func unsliced(_ operation: Slice, _ target: Dims) -> Tensor {
    let result = Tensor.result(of: SliceBack(slice: operation), self, dims: target, dtype: dtype)
    let place = CotangentPlace(memory: result.node.data, isUndefined: true)
    withExtendedLifetime(self) {
      switch dtype {
      case .float32: operation.add(Float.self, node.data, to: place, target)
      case .float64: operation.add(Double.self, node.data, to: place, target)
      }
    }
    return result
  }
}

/// Slices at equal distances along an axis; one index drops the axis.
package struct Slice: Operation {
  let axis: Int
  /// The first index.
  package let from: Int
  let step: Int
  let size: Int
  /// Whether there is one index, and its axis goes.
  package let dropsAxis: Bool
  package var name: String { dropsAxis ? "Select" : "Slice" }

  package func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    [g.unsliced(self, operands[0].dims)]
  }

  package func accumulate(_ node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ walk: inout BackwardWalk) {
    guard let place = walk.cotangentPlace(of: node, 0) else { return }
    let dims = node.operand(0, in: walk.segment).dims
    switch node.dtype {
    case .float32: add(Float.self, cotangent, to: place, dims)
    case .float64: add(Double.self, cotangent, to: place, dims)
    }
  }

  /// Stretches of neighbouring elements: where each stands in the whole, in the slice, and its length.
  @inline(__always)
  func forEachStretch(of whole: Dims, _ body: (_ from: Int, _ to: Int, _ count: Int) -> Void) {
    let layout = AxisLayout(whole, axis: axis)
    let stretch = step == 1 ? size * layout.inner : layout.inner
    guard stretch > 0 else { return }
    for block in 0..<layout.outer {
      for index in 0..<(step == 1 ? 1 : size) {
        body(
          (block * layout.size + from + index * step) * layout.inner, (block * size + index) * layout.inner, stretch)
      }
    }
  }

  /// Adds the part's cotangent to the whole's, or makes the whole's of it and of zeros.
  @inline(__always)
  func add<F: Element>(_: F.Type, _ part: UnsafeMutableRawPointer, to place: CotangentPlace, _ dims: Dims) {
    let (g, sum) = (part.assumingMemoryBound(to: F.self), place.memory.assumingMemoryBound(to: F.self))
    guard place.isUndefined else {
      return forEachStretch(of: dims) { from, to, count in for i in 0..<count { sum[from &+ i] += g[to &+ i] } }
    }
    var end = 0
    forEachStretch(of: dims) { from, to, count in
      (sum + end).initialize(repeating: 0, count: from - end)
      (sum + from).initialize(from: g + to, count: count)
      end = from + count
    }
    (sum + end).initialize(repeating: 0, count: dims.count - end)
  }
}

/// The derivative of ``Slice``: zeros around it.
struct SliceBack: Operation {
  let slice: Slice
  var name: String { slice.dropsAxis ? "SelectBackward" : "SliceBackward" }

  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    [g.sliced(slice, operands[0].dims)]
  }
}
