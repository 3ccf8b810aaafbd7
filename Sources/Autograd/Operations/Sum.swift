extension Tensor {
  /// The sum of all elements, 0-dimensional.
  public func sum() -> Tensor { sum(AxisSet(all: ndim), keepDim: false) }

  /// The sum along one axis; a negative axis counts from the last.
  public func sum(axis: Int, keepDim: Bool = false) -> Tensor { sum(axes: [axis], keepDim: keepDim) }

  /// The sum along several axes.
  ///
  /// - Parameter keepDim: Whether the axes stay, with size 1.
  public func sum(axes: [Int], keepDim: Bool = false) -> Tensor {
    sum(AxisSet(axes, rank: ndim, operation: "sum"), keepDim: keepDim)
  }

  func sum(_ axes: AxisSet, keepDim: Bool) -> Tensor {
    let result = Tensor.result(
      of: Sum(axes: axes), self, dims: dims.reduced(over: axes, keepDim: keepDim), dtype: dtype)
    switch dtype {
    case .float32: fill(result, Float.self, axes)
    case .float64: fill(result, Double.self, axes)
    }
    return result
  }

  @inline(__always)
  private func fill<F: Element>(_ result: Tensor, _: F.Type, _ axes: AxisSet) {
    let out = result.node.data.assumingMemoryBound(to: F.self)
    withElements(of: F.self) { x in
      guard result.count != 1 || x.isEmpty else { return out.pointee = x.pairwiseSum }
      out.initialize(repeating: 0, count: result.count)
      dims.reading(reducedOver: axes).forEachRow { start, to, _, count, step, _ in
        if step == 0 {
          out[to] += UnsafeBufferPointer(rebasing: x[start..<start + count]).pairwiseSum
        } else {
          for i in 0..<count { out[to + i * step] += x[start + i] }
        }
      }
    }
  }

  /// Sums what broadcasting repeated, so that a cotangent has its operand's shape. The engine calls this once for all.
  func summed(toShapeOf operand: Tensor) -> Tensor {
    let target = operand.dims
    guard dims != target else { return self }
    let extra = ndim - target.rank
    var axes = AxisSet()
    for axis in 0..<ndim where axis < extra || (target[axis - extra] == 1 && dims[axis] != 1) { axes.insert(axis) }
    return sum(axes, keepDim: true).reshape(target.array)
  }
}

struct Sum: Operation {
  let axes: AxisSet
  var name: String { "Sum" }

  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    let x = operands[0]
    return [g.reshape(x.dims.reduced(over: axes, keepDim: true).array).broadcast(to: x.shape)]
  }

  func accumulate(_ node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ walk: inout BackwardWalk) {
    if node.count == 1 {
      guard let place = walk.cotangentPlace(of: node, 0) else { return }
      let count = node.operand(0, in: walk.segment).count
      switch node.dtype {
      case .float32: spread(Float.self, cotangent, place, count)
      case .float64: spread(Double.self, cotangent, place, count)
      }
      return
    }
    guard let target = walk.cotangent(of: node, 0) else { return }
    let x = node.operand(0, in: walk.segment)
    switch node.dtype {
    case .float32: accumulate(Float.self, x, cotangent, target)
    case .float64: accumulate(Double.self, x, cotangent, target)
    }
  }

  @inline(__always)
  private func spread<F: Element>(
    _: F.Type, _ cotangent: UnsafeMutableRawPointer, _ place: CotangentPlace, _ count: Int
  ) {
    let (g, sum) = (cotangent.assumingMemoryBound(to: F.self).pointee, place.memory.assumingMemoryBound(to: F.self))
    guard !place.isUndefined else { return sum.initialize(repeating: g, count: count) }
    for i in 0..<count { sum[i] += g }
  }

  @inline(__always)
  private func accumulate<F: Element>(
    _: F.Type, _ x: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ target: UnsafeMutableRawPointer
  ) {
    let (g, sum) = (cotangent.assumingMemoryBound(to: F.self), target.assumingMemoryBound(to: F.self))
    x.dims.reading(reducedOver: axes).forEachRow { start, from, _, count, step, _ in
      for i in 0..<count { sum[start + i] += g[from + i * step] }
    }
  }
}

extension UnsafeBufferPointer where Element: Autograd.Element {
  /// The sum by halves: its rounding error grows with log n instead of n (N. J. Higham, The accuracy of floating point
  /// summation, SIAM Journal on Scientific Computing 14 (1993), 783–799). Parts of 512 are summed in 16 lanes.
  var pairwiseSum: Element {
    guard count > 512 else { return sumInLanes }
    let half = count / 2
    return UnsafeBufferPointer(rebasing: self[..<half]).pairwiseSum
      + UnsafeBufferPointer(rebasing: self[half...]).pairwiseSum
  }

  /// The sum by halves of the sums of every 16th element.
  private var sumInLanes: Element {
    let whole = count & ~15
    var sum: Element = 0
    if let start = baseAddress, whole > 0 {
      var lanes = SIMD16<Element>.zero
      for first in stride(from: 0, to: whole, by: 16) {
        lanes += UnsafeRawPointer(start + first).loadUnaligned(as: SIMD16<Element>.self)
      }
      let eight = lanes.lowHalf + lanes.highHalf
      let four = eight.lowHalf + eight.highHalf
      let two = four.lowHalf + four.highHalf
      sum = two.x + two.y
    }
    for value in self[whole...] { sum += value }
    return sum
  }
}
