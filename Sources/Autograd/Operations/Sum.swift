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
    guard let target = walk.cotangent(of: node, 0) else { return }
    let x = node.operand(0, in: walk.segment)
    switch node.dtype {
    case .float32: accumulate(Float.self, x, cotangent, target, node.count)
    case .float64: accumulate(Double.self, x, cotangent, target, node.count)
    }
  }

  @inline(__always)
  private func accumulate<F: Element>(
    _: F.Type, _ x: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ target: UnsafeMutableRawPointer, _ count: Int
  ) {
    let (g, sum) = (cotangent.assumingMemoryBound(to: F.self), target.assumingMemoryBound(to: F.self))
    if count == 1 {
      for i in 0..<x.count { sum[i] += g.pointee }
      return
    }
    x.dims.reading(reducedOver: axes).forEachRow { start, from, _, count, step, _ in
      for i in 0..<count { sum[start + i] += g[from + i * step] }
    }
  }
}

extension UnsafeBufferPointer where Element: Autograd.Element {
  /// The sum by halves: its rounding error grows with log n instead of n (Higham 1993).
  var pairwiseSum: Element {
    guard count > 64 else {
      var sum: Element = 0
      for value in self { sum += value }
      return sum
    }
    let half = count / 2
    return UnsafeBufferPointer(rebasing: self[..<half]).pairwiseSum
      + UnsafeBufferPointer(rebasing: self[half...]).pairwiseSum
  }
}
