extension Tensor {
  /// The softmax along an axis: yᵢ = exp(xᵢ) / Σⱼ exp(xⱼ), computed after the greatest element is subtracted, so that
  /// nothing overflows (Bridle 1990).
  ///
  /// - Parameter axis: The axis whose elements become a distribution; a negative one counts from the last.
  public func softmax(axis: Int) -> Tensor {
    let axis = Tensor.checkedAxis(axis, rank: ndim, operation: "softmax")
    let result = Tensor.result(of: Softmax(axis: axis), self, dims: dims, dtype: dtype)
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
        let greatest = line.greatest
        var sum: F = 0
        for i in 0..<layout.size {
          let e = F.exp(line[i] - greatest)
          y[start + i * layout.inner] = e
          sum += e
        }
        for i in 0..<layout.size { y[start + i * layout.inner] /= sum }
      }
    }
  }
}

struct Softmax: Operation {
  let axis: Int
  var name: String { "Softmax" }

  /// x̄ = y · (ȳ − Σⱼ ȳⱼ yⱼ).
  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    [result * (g - (g * result).sum(axis: axis, keepDim: true))]
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
      var product: F = 0
      for i in 0..<layout.size { product += g[start + i * layout.inner] * y[start + i * layout.inner] }
      for i in 0..<layout.size {
        let place = start + i * layout.inner
        sum[place] += y[place] * (g[place] - product)
      }
    }
  }
}
