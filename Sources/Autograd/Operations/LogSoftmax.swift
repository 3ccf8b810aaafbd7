extension Tensor {
  /// The logarithm of the softmax along an axis: yᵢ = xᵢ − ln Σⱼ exp(xⱼ), exact where the softmax itself would round
  /// to 0.
  ///
  /// - Parameter axis: The axis whose elements are a distribution; a negative one counts from the last.
  public func logSoftmax(axis: Int) -> Tensor {
    let axis = Tensor.checkedAxis(axis, rank: ndim, operation: "logSoftmax")
    let result = Tensor.result(of: LogSoftmax(axis: axis), self, dims: dims, dtype: dtype)
    switch dtype {
    case .float32: fill(result, Float.self, AxisLayout(dims, axis: axis))
    case .float64: fill(result, Double.self, AxisLayout(dims, axis: axis))
    }
    return result
  }

  @inline(__always)
  private func fill<F: Element>(_ result: Tensor, _: F.Type, _ layout: AxisLayout) {
    let y = result.node.data.assumingMemoryBound(to: F.self)
    withElements(of: F.self) { x in
      guard let x = x.baseAddress else { return }
      layout.forEachLine { start in
        let line = Line(first: x + start, count: layout.size, step: layout.inner)
        // Two subtractions: the greatest element may be so large that the logarithm would be lost beside it.
        let (greatest, logSum) = line.logSumExp
        for i in 0..<layout.size { y[start + i * layout.inner] = (line[i] - greatest) - logSum }
      }
    }
  }
}

struct LogSoftmax: Operation {
  let axis: Int
  var name: String { "LogSoftmax" }

  /// x̄ = ȳ − exp(y) · Σⱼ ȳⱼ.
  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    [g - result.exp() * g.sum(axis: axis, keepDim: true)]
  }

  func accumulate(_ node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ walk: inout BackwardWalk) {
    guard let target = walk.cotangent(of: node, 0) else { return }
    switch node.dtype {
    case .float32: accumulate(Float.self, node, cotangent, target)
    case .float64: accumulate(Double.self, node, cotangent, target)
    }
  }

  @inline(__always)
  private func accumulate<F: Element>(
    _: F.Type, _ node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ target: UnsafeMutableRawPointer
  ) {
    let (g, sum) = (cotangent.assumingMemoryBound(to: F.self), target.assumingMemoryBound(to: F.self))
    let y = node.data.assumingMemoryBound(to: F.self)
    let layout = AxisLayout(node.dims, axis: axis)
    layout.forEachLine { start in
      var total: F = 0
      for i in 0..<layout.size { total += g[start + i * layout.inner] }
      for i in 0..<layout.size {
        let place = start + i * layout.inner
        sum[place] += g[place] - F.exp(y[place]) * total
      }
    }
  }
}
