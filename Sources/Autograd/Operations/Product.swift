extension Tensor {
  /// The product of all elements, 0-dimensional; 1 when there are none.
  public func prod() -> Tensor { flatten().productOfRows() }

  /// The product along one axis; a negative axis counts from the last.
  public func prod(axis: Int, keepDim: Bool = false) -> Tensor { prod(axes: [axis], keepDim: keepDim) }

  /// The product along several axes.
  ///
  /// - Parameter keepDim: Whether the axes stay, with size 1.
  public func prod(axes: [Int], keepDim: Bool = false) -> Tensor {
    let reduced = AxisSet(axes, rank: ndim, operation: "prod")
    let rest = (0..<ndim).filter { !reduced.contains($0) }
    let order = rest + (0..<ndim).filter { reduced.contains($0) }
    let rows = order.elementsEqual(0..<ndim) ? self : permute(order)
    let length = order[rest.count...].reduce(1) { $0 * dims[$1] }
    return rows.reshape(rest.map { dims[$0] } + [length]).productOfRows()
      .reshape(dims.reduced(over: reduced, keepDim: keepDim).array)
  }

  /// Products along the last axis.
  private func productOfRows() -> Tensor {
    let result = Tensor.result(of: Product(), self, dims: dims.replacing(axis: ndim - 1, with: nil), dtype: dtype)
    switch dtype {
    case .float32: fill(result, Float.self)
    case .float64: fill(result, Double.self)
    }
    return result
  }

  @inline(__always)
  private func fill<F: Element>(_ result: Tensor, _: F.Type) {
    let (out, length) = (result.node.data.assumingMemoryBound(to: F.self), dims[ndim - 1])
    withElements(of: F.self) { x in
      for row in 0..<result.count {
        var product: F = 1
        for i in row * length..<(row + 1) * length { product *= x[i] }
        out[row] = product
      }
    }
  }

  /// Along the last axis, the product of all elements before each one, in ⌈log₂ n⌉ steps (Hillis & Steele 1986).
  fileprivate func productsBefore() -> Tensor {
    let n = dims[ndim - 1]
    /// Moved on by some places, with ones moving in.
    func moved(_ x: Tensor, by places: Int) -> Tensor {
      let ones = Tensor.filled(dims.replacing(axis: ndim - 1, with: places), dtype, 1)
      return .concatenate([ones, x.slice(axis: -1, to: n - places)], axis: -1)
    }
    var products = moved(self, by: 1)
    var reach = 1
    while reach < n {
      products = products * moved(products, by: reach)
      reach *= 2
    }
    return products
  }

  /// The elements in reverse order along the last axis.
  fileprivate func reversed() -> Tensor {
    let (n, rows) = (dims[ndim - 1], dims.replacing(axis: ndim - 1, with: 1).count)
    return gather(axis: -1, indices: (0..<rows).flatMap { _ in (0..<n).reversed() })
  }
}

/// The product along the last axis.
struct Product: Operation {
  var name: String { "Prod" }

  /// x̄ᵢ = ȳ · Πⱼ﹤ᵢ xⱼ · Πⱼ﹥ᵢ xⱼ: never a division, so that zeros are exact, in higher derivatives too.
  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    let x = operands[0]
    guard x.count > 0 else { return [.zeros(x.dims, x.dtype)] }
    return [g.unsqueeze(axis: -1) * (x.productsBefore() * x.reversed().productsBefore().reversed())]
  }

  func accumulate(_ node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ walk: inout BackwardWalk) {
    guard let target = walk.cotangent(of: node, 0) else { return }
    let x = node.operand(0, in: walk.segment)
    switch node.dtype {
    case .float32: accumulate(Float.self, node.count, x, cotangent, target)
    case .float64: accumulate(Double.self, node.count, x, cotangent, target)
    }
  }

  @inline(__always)
  private func accumulate<F: Element>(
    _: F.Type, _ rows: Int, _ operand: NodePointer, _ cotangent: UnsafeMutableRawPointer,
    _ target: UnsafeMutableRawPointer
  ) {
    let (g, sum) = (cotangent.assumingMemoryBound(to: F.self), target.assumingMemoryBound(to: F.self))
    let (x, length) = (operand.data.assumingMemoryBound(to: F.self), Int(operand.sizes[operand.rank - 1]))
    withUnsafeTemporaryAllocation(of: F.self, capacity: length) { before in
      for row in 0..<rows {
        let start = row * length
        var product: F = 1
        for i in 0..<length {
          before[i] = product
          product *= x[start + i]
        }
        var after = g[row]
        for i in (0..<length).reversed() {
          sum[start + i] += before[i] * after
          after *= x[start + i]
        }
      }
    }
  }
}
