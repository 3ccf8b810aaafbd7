// B = leading batch axes, m = rows, k = inner size, n = columns.

extension Tensor {
  /// The matrix product in all of torch's forms.
  ///
  /// (k,)·(k,) is a number; (m, k)·(k,) and (k,)·(k, n) are vectors; (m, k)·(k, n) is (m, n); with more axes the leading
  /// ones are a batch and are broadcast: (B, m, k)·(B, k, n) is (B, m, n).
  ///
  /// - Complexity: O(B·m·k·n).
  public func matmul(_ other: Tensor) -> Tensor {
    if node.rank == 2 && other.node.rank == 1 { return mv(other) }
    require(
      ndim > 0 && other.ndim > 0,
      "matmul: \(dims.description) times \(other.dims.description): both operands need at least one axis")
    let (inner, otherInner) = (dims[ndim - 1], other.dims[Swift.max(other.ndim - 2, 0)])
    require(
      inner == otherInner,
      "matmul: \(dims.description) times \(other.dims.description): inner sizes \(inner) and \(otherInner) differ")
    switch (ndim, other.ndim) {
    case (1, 1): return (self * other).sum()
    case (1, _): return unsqueeze(axis: 0).matmul(other).squeeze(axis: -2)
    case (_, 1): return matmul(other.unsqueeze(axis: 1)).squeeze(axis: -1)
    default: return product(other)
    }
  }

  /// The inner product of two vectors of the same size.
  public func dot(_ other: Tensor) -> Tensor {
    require(
      ndim == 1 && other.ndim == 1,
      "dot: two vectors are needed; got shapes \(dims.description) and \(other.dims.description)")
    return matmul(other)
  }

  /// The outer product of two vectors (m,) and (n,): the matrix aᵢ bⱼ of shape (m, n).
  public func outer(_ other: Tensor) -> Tensor {
    require(
      ndim == 1 && other.ndim == 1,
      "outer: two vectors are needed; got shapes \(dims.description) and \(other.dims.description)")
    return unsqueeze(axis: 1) * other.unsqueeze(axis: 0)
  }

  private func product(_ other: Tensor) -> Tensor {
    require(
      dtype == other.dtype, "matmul: dtypes \(dtype) and \(other.dtype) differ; convert one with to(_:)")
    let plan = ProductPlan(dims, other.dims)
    let result = Tensor.result(of: MatrixProduct(), self, other, dims: plan.dims, dtype: dtype)
    switch dtype {
    case .float32: fill(result, Float.self, other, plan)
    case .float64: fill(result, Double.self, other, plan)
    }
    return result
  }

  @inline(__always)
  private func fill<F: Element>(_ result: Tensor, _: F.Type, _ other: Tensor, _ plan: ProductPlan) {
    let out = result.node.data.assumingMemoryBound(to: F.self)
    withElements(of: F.self) { a in
      other.withElements(of: F.self) { b in
        guard let a = a.baseAddress, let b = b.baseAddress, result.count > 0 else { return }
        plan.forEachMatrix { c, i, j in
          MatrixKernels.multiply(a + i, b + j, into: out + c, m: plan.m, n: plan.n, k: plan.k)
        }
      }
    }
  }
}

/// Sizes of a batched product and where each of its matrices starts.
private struct ProductPlan {
  var dims: Dims
  let m: Int
  let n: Int
  let k: Int
  private let batch: Broadcast

  init(_ a: Dims, _ b: Dims) {
    (m, k, n) = (a[a.rank - 2], a[a.rank - 1], b[b.rank - 1])
    batch = Broadcast(
      Dims(a.array.dropLast(2)), Dims(b.array.dropLast(2)),
      operation: "matmul: \(a.description) times \(b.description): leading axes")
    dims = batch.dims
    dims.append(m)
    dims.append(n)
  }

  @inline(__always)
  func forEachMatrix(_ body: (_ c: Int, _ a: Int, _ b: Int) -> Void) {
    batch.forEachRow { out, a, b, count, aStep, bStep in
      for i in 0..<count {
        body((out + i) * m * n, (a + i * aStep) * m * k, (b + i * bStep) * k * n)
      }
    }
  }
}

struct MatrixProduct: Operation {
  var name: String { "Mm" }

  /// Ā = C̄ Bᵀ, B̄ = Aᵀ C̄, matrix by matrix.
  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    [g.matmul(operands[1].transpose(-2, -1)), operands[0].transpose(-2, -1).matmul(g)]
  }

  func accumulate(_ node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ walk: inout BackwardWalk) {
    switch node.dtype {
    case .float32: accumulate(Float.self, node, cotangent, &walk)
    case .float64: accumulate(Double.self, node, cotangent, &walk)
    }
  }

  private func accumulate<F: Element>(
    _: F.Type, _ node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ walk: inout BackwardWalk
  ) {
    let (a, b) = (node.operand(0, in: walk.segment), node.operand(1, in: walk.segment))
    let plan = ProductPlan(a.dims, b.dims)
    guard node.count > 0, plan.k > 0 else { return }
    let g = UnsafePointer(cotangent.assumingMemoryBound(to: F.self))
    if let sum = walk.cotangent(of: node, 0)?.assumingMemoryBound(to: F.self) {
      let b = UnsafePointer(b.data.assumingMemoryBound(to: F.self))
      plan.forEachMatrix { c, i, j in
        MatrixKernels.multiply(
          g + c, b + j, into: sum + i, m: plan.m, n: plan.k, k: plan.n, transposeB: true, adding: true)
      }
    }
    if let sum = walk.cotangent(of: node, 1)?.assumingMemoryBound(to: F.self) {
      let a = UnsafePointer(a.data.assumingMemoryBound(to: F.self))
      plan.forEachMatrix { c, i, j in
        MatrixKernels.multiply(
          a + i, g + c, into: sum + j, m: plan.k, n: plan.n, k: plan.m, transposeA: true, adding: true)
      }
    }
  }
}
