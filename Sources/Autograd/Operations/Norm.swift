extension Tensor {
  /// The Euclidean norm √Σ xᵢ² of all elements, 0-dimensional; its derivative at 0 is 0, as in torch.
  public func norm() -> Tensor {
    let result = Tensor.result(of: Norm(), self, dims: Dims(), dtype: dtype)
    switch dtype {
    case .float32: fill(result, Float.self)
    case .float64: fill(result, Double.self)
    }
    return result
  }

  @inline(__always)
  private func fill<F: Element>(_ result: Tensor, _: F.Type) {
    // In double precision: squares of `Float` neither overflow there nor lose digits.
    let sum = withElements(of: F.self) { $0.reduce(0.0) { $0 + Double($1) * Double($1) } }
    result.node.data.assumingMemoryBound(to: F.self).pointee = F(sum.squareRoot())
  }
}

struct Norm: Operation {
  var name: String { "LinalgVectorNorm" }

  /// x̄ = x · ȳ/y, and 0 where y is 0.
  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    // 1 is added to a norm of 0, so that no 0/0 comes about, not in higher derivatives either.
    let isZero = result.equal(.filled(Dims(), result.dtype, 0))
    return [operands[0] * (g / (result + isZero))]
  }
}
