extension Tensor {
  /// Elements of `a` where the condition is not 0, of `b` where it is 0; all three are broadcast to a common shape.
  ///
  /// The condition has no derivative.
  public static func `where`(_ condition: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
    require(
      a.dtype == b.dtype && condition.dtype == a.dtype,
      "where: dtypes \(condition.dtype), \(a.dtype) and \(b.dtype) differ; convert with to(_:)")
    let dims = Broadcast(Broadcast(condition.dims, a.dims, operation: "where").dims, b.dims, operation: "where").dims
    let operands = [condition.detach(), a, b].map { $0.broadcast(to: dims.array) }
    let result = Tensor.result(of: Where(), operands, dims: dims, dtype: a.dtype)
    switch a.dtype {
    case .float32: choose(Float.self, operands, result)
    case .float64: choose(Double.self, operands, result)
    }
    return result
  }

  /// 0 where the mask is 0, else this.
  package func masked(by mask: Tensor) -> Tensor { .where(mask, self, .filled(Dims(), dtype, 0)) }

  @inline(__always)
  private static func choose<F: Element>(_: F.Type, _ operands: [Tensor], _ result: Tensor) {
    let out = result.node.data.assumingMemoryBound(to: F.self)
    operands[0].withElements(of: F.self) { condition in
      operands[1].withElements(of: F.self) { a in
        operands[2].withElements(of: F.self) { b in
          for i in condition.indices { out[i] = condition[i] != 0 ? a[i] : b[i] }
        }
      }
    }
  }
}

struct Where: Operation {
  var name: String { "Where" }
  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    let zero = Tensor.filled(Dims(), g.dtype, 0)
    return [nil, .where(operands[0], g, zero), .where(operands[0], zero, g)]
  }
}
