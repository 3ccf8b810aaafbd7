extension Tensor {
  /// The product of a matrix (m, k) and a vector (k,): yᵢ = Σⱼ Aᵢⱼ xⱼ, of shape (m,).
  public func mv(_ vector: Tensor) -> Tensor {
    let (a, x) = (node, vector.node)
    require(
      a.rank == 2 && x.rank == 1 && a.sizes[1] == x.sizes[0],
      "mv: a matrix (m, k) times a vector (k,) is needed; got \(dims.description) and \(vector.dims.description)")
    require(
      a.dtype == x.dtype, "mv: dtypes \(a.dtype) and \(x.dtype) differ; convert one with to(_:)")
    // The result's only axis is the matrix's first.
    let form = Form(sizes: UnsafePointer(a.sizes), rank: 1, count: Int(a.sizes[0]))
    let y = Tensor.result(of: MatrixVector(), self, vector, form: form, dtype: a.dtype)
    switch a.dtype {
    case .float32: multiply(vector, into: y, Float.self)
    case .float64: multiply(vector, into: y, Double.self)
    }
    return y
  }

  @inline(__always)
  private func multiply<F: Element>(_ vector: Tensor, into y: Tensor, _: F.Type) {
    MatrixKernels.multiply(
      node.data.assumingMemoryBound(to: F.self), vector.node.data.assumingMemoryBound(to: F.self),
      into: y.node.data.assumingMemoryBound(to: F.self), m: y.node.count, n: 1, k: vector.node.count)
    withExtendedLifetime(self) {}
    withExtendedLifetime(vector) {}
    withExtendedLifetime(y) {}
  }
}

struct MatrixVector: Operation {
  var name: String { "Mv" }

  /// Ā = ȳ xᵀ, x̄ = Aᵀ ȳ.
  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    [g.outer(operands[1]), operands[0].T.mv(g)]
  }

  func accumulate(_ node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ walk: inout BackwardWalk) {
    switch node.dtype {
    case .float32: accumulate(Float.self, node, cotangent, &walk)
    case .float64: accumulate(Double.self, node, cotangent, &walk)
    }
  }

  @inline(__always)
  private func accumulate<F: Element>(
    _: F.Type, _ node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ walk: inout BackwardWalk
  ) {
    let (a, aSum) = walk.operand(of: node, 0)
    let (x, xSum) = walk.operand(of: node, 1)
    let (m, k) = (node.count, x.count)
    let g = UnsafePointer(cotangent.assumingMemoryBound(to: F.self))
    if let sum = aSum {
      MatrixKernels.multiply(
        g, x.data.assumingMemoryBound(to: F.self), into: sum.assumingMemoryBound(to: F.self), m: m, n: k, k: 1,
        adding: true)
    }
    if let sum = xSum {
      MatrixKernels.multiply(
        a.data.assumingMemoryBound(to: F.self), g, into: sum.assumingMemoryBound(to: F.self), m: k, n: 1, k: m,
        transposeA: true, adding: true)
    }
  }
}
