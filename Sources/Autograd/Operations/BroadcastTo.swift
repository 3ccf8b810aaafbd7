extension Tensor {
  /// The tensor repeated along axes of size 1, and along new leading axes, until it has the shape.
  public func broadcast(to shape: [Int]) -> Tensor {
    let target = Dims(shape, operation: "broadcast")
    guard target != dims else { return self }
    let plan = Broadcast(dims, target, operation: "broadcast")
    require(plan.dims == target, "broadcast: shape \(dims.description) does not fit into \(target.description)")
    let result = Tensor.result(of: BroadcastTo(), self, dims: target, dtype: dtype)
    switch dtype {
    case .float32: fill(result, Float.self, plan)
    case .float64: fill(result, Double.self, plan)
    }
    return result
  }

  @inline(__always)
  private func fill<F: Element>(_ result: Tensor, _: F.Type, _ plan: Broadcast) {
    let out = result.node.data.assumingMemoryBound(to: F.self)
    withElements(of: F.self) { x in
      plan.forEachRow { start, from, _, count, step, _ in
        for i in 0..<count { out[start + i] = x[from + i * step] }
      }
    }
  }
}

struct BroadcastTo: Operation {
  var name: String { "Expand" }
  /// The engine sums what was repeated.
  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] { [g] }
}
