// Comparisons give masks: 1 where true, 0 where false, in the operands' dtype, without derivative.

extension Tensor {
  /// 1 where this is greater than the other, else 0; with broadcasting.
  public func greater(_ other: Tensor) -> Tensor { comparing(other, "greater") { $0 > $1 } }

  /// 1 where this is at least the other, else 0; with broadcasting.
  public func greaterEqual(_ other: Tensor) -> Tensor { comparing(other, "greaterEqual") { $0 >= $1 } }

  /// 1 where this is less than the other, else 0; with broadcasting.
  public func less(_ other: Tensor) -> Tensor { other.greater(self) }

  /// 1 where this is at most the other, else 0; with broadcasting.
  public func lessEqual(_ other: Tensor) -> Tensor { other.greaterEqual(self) }

  /// 1 where both are equal, else 0; with broadcasting. NaN equals nothing.
  public func equal(_ other: Tensor) -> Tensor { comparing(other, "equal") { $0 == $1 } }

  /// 1 where both differ, else 0; with broadcasting.
  public func notEqual(_ other: Tensor) -> Tensor { comparing(other, "notEqual") { $0 != $1 } }

  /// The sign of every element: 1, 0 or −1. Its derivative is 0 everywhere, so it is not recorded.
  public func sign() -> Tensor { comparing(self, "sign") { x, _ in x > 0 ? 1 : x < 0 ? -1 : 0 } }

  package func isGreater(than bound: Double) -> Tensor { comparing(self, "greater") { x, _ in x > bound ? 1 : 0 } }

  package func isWithin(_ least: Double, _ greatest: Double) -> Tensor {
    comparing(self, "within") { x, _ in x >= least && x <= greatest ? 1 : 0 }
  }

  private func comparing(_ other: Tensor, _ name: String, _ isTrue: (Double, Double) -> Bool) -> Tensor {
    comparing(other, name) { isTrue($0, $1) ? 1 : 0 }
  }

  private func comparing(_ other: Tensor, _ name: String, _ value: (Double, Double) -> Double) -> Tensor {
    require(dtype == other.dtype, "\(name): dtypes \(dtype) and \(other.dtype) differ; convert one with to(_:)")
    let plan = Broadcast(dims, other.dims, operation: name)
    let result = Tensor.leaf(plan.dims, Tensor.flags(dtype))
    switch dtype {
    case .float32: fill(result, Float.self, other, plan, value)
    case .float64: fill(result, Double.self, other, plan, value)
    }
    return result
  }

  @inline(__always)
  private func fill<F: Element>(
    _ result: Tensor, _: F.Type, _ other: Tensor, _ plan: Broadcast, _ value: (Double, Double) -> Double
  ) {
    withElements(of: F.self) { a in
      other.withElements(of: F.self) { b in
        let out = result.node.data.assumingMemoryBound(to: F.self)
        plan.forEachRow { start, aStart, bStart, count, aStep, bStep in
          for i in 0..<count {
            out[start + i] = F(value(Double(a[aStart + i * aStep]), Double(b[bStart + i * bStep])))
          }
        }
      }
    }
  }
}
