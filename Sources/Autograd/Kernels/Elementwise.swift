/// An operation computed element by element from one operand.
///
/// Its value and its derivative are each one line, written for a single number and for a tensor alike.
package protocol ElementwiseUnary: Operation {
  /// y = f(x).
  func value<F: Element>(_ x: Number<F>) -> Number<F>
  /// x̄ = ȳ · f′(x), given ȳ, x and y.
  func pullback<N: Arithmetic>(_ g: N, x: N, y: N) -> N
  /// `value` for many elements at once.
  func values<F: Element>(_ x: UnsafePointer<F>, into y: UnsafeMutablePointer<F>, count: Int)
}

extension ElementwiseUnary {
  @inline(__always)
  package func values<F: Element>(_ x: UnsafePointer<F>, into y: UnsafeMutablePointer<F>, count: Int) {
    // A single number is common in a chain of scalars, and a vectorised loop takes long to find out.
    if count == 1 {
      y.pointee = value(Number(x.pointee)).value
    } else {
      for index in 0..<count { y[index] = value(Number(x[index])).value }
    }
  }

  package func pullback(_ cotangent: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    [pullback(cotangent, x: operands[0], y: result)]
  }

  package func accumulate(_ node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ walk: inout BackwardWalk) {
    let (operand, cotangentOfOperand) = walk.operand(of: node, 0)
    guard let target = cotangentOfOperand else { return }
    let x = operand.data
    switch node.dtype {
    case .float32: accumulate(Float.self, node.count, cotangent, x, node.data, target)
    case .float64: accumulate(Double.self, node.count, cotangent, x, node.data, target)
    }
  }

  @inline(__always)
  private func accumulate<F: Element>(
    _: F.Type, _ count: Int, _ g: UnsafeMutableRawPointer, _ x: UnsafeMutableRawPointer, _ y: UnsafeMutableRawPointer,
    _ target: UnsafeMutableRawPointer
  ) {
    let (g, x) = (g.assumingMemoryBound(to: F.self), x.assumingMemoryBound(to: F.self))
    let (y, sum) = (y.assumingMemoryBound(to: F.self), target.assumingMemoryBound(to: F.self))
    if count == 1 {
      sum.pointee += pullback(Number(g.pointee), x: Number(x.pointee), y: Number(y.pointee)).value
    } else {
      for i in 0..<count { sum[i] += pullback(Number(g[i]), x: Number(x[i]), y: Number(y[i])).value }
    }
  }
}

extension Tensor {
  /// Applies an elementwise operation.
  @inline(__always)
  func applying<O: ElementwiseUnary>(_ operation: O) -> Tensor {
    let (x, dtype) = (node, node.dtype)
    let y = Tensor.result(of: operation, self, form: x.form, dtype: dtype)
    switch dtype {
    case .float32: fill(y, Float.self, operation)
    case .float64: fill(y, Double.self, operation)
    }
    return y
  }

  @inline(__always)
  private func fill<F: Element, O: ElementwiseUnary>(_ y: Tensor, _: F.Type, _ operation: O) {
    let x = node
    operation.values(
      UnsafePointer(x.data.assumingMemoryBound(to: F.self)), into: y.node.data.assumingMemoryBound(to: F.self),
      count: x.count)
    // One by one: a tuple of tensors would count references of each.
    withExtendedLifetime(self) {}
    withExtendedLifetime(y) {}
  }
}

/// An operation computed element by element from two operands, with broadcasting.
package protocol ElementwiseBinary: Operation {
  /// y = f(a, b).
  func value<F: Element>(_ a: Number<F>, _ b: Number<F>) -> Number<F>
  /// (ā, b̄), given ȳ, a, b and y.
  func pullback<N: Arithmetic>(_ g: N, _ a: N, _ b: N, y: N) -> (N, N)
}

extension ElementwiseBinary {
  package func pullback(_ cotangent: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    let (a, b) = pullback(cotangent, operands[0], operands[1], y: result)
    return [a, b]
  }

  package func accumulate(_ node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ walk: inout BackwardWalk) {
    let (a, aSum) = walk.operand(of: node, 0)
    let (b, bSum) = walk.operand(of: node, 1)
    switch node.dtype {
    case .float32: accumulate(Float.self, node, cotangent, a, b, aSum, bSum)
    case .float64: accumulate(Double.self, node, cotangent, a, b, aSum, bSum)
    }
  }

  @inline(__always)
  private func accumulate<F: Element>(
    _: F.Type, _ node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ first: NodePointer, _ second: NodePointer,
    _ firstSum: UnsafeMutableRawPointer?, _ secondSum: UnsafeMutableRawPointer?
  ) {
    let g = cotangent.assumingMemoryBound(to: F.self)
    let y = node.data.assumingMemoryBound(to: F.self)
    let (a, b) = (first.data.assumingMemoryBound(to: F.self), second.data.assumingMemoryBound(to: F.self))
    let aSum = firstSum?.assumingMemoryBound(to: F.self)
    let bSum = secondSum?.assumingMemoryBound(to: F.self)
    if node.count == 1 {
      if let aSum { aSum.pointee += partials(g.pointee, a.pointee, b.pointee, y.pointee).0 }
      if let bSum { bSum.pointee += partials(g.pointee, a.pointee, b.pointee, y.pointee).1 }
      return
    }
    if first.count == node.count && second.count == node.count {
      // Equal counts of broadcastable shapes mean the same elements in the same order.
      if let aSum { for i in 0..<node.count { aSum[i] += partials(g[i], a[i], b[i], y[i]).0 } }
      if let bSum { for i in 0..<node.count { bSum[i] += partials(g[i], a[i], b[i], y[i]).1 } }
      return
    }
    Broadcast(first.dims, second.dims, operation: name).forEachRow { out, aStart, bStart, count, aStep, bStep in
      if let aSum {
        if aStep == 0 {
          var sum: F = 0
          for i in 0..<count { sum += partials(g[out + i], a[aStart], b[bStart + i * bStep], y[out + i]).0 }
          aSum[aStart] += sum
        } else {
          for i in 0..<count {
            aSum[aStart + i * aStep] += partials(g[out + i], a[aStart + i * aStep], b[bStart + i * bStep], y[out + i]).0
          }
        }
      }
      if let bSum {
        if bStep == 0 {
          var sum: F = 0
          for i in 0..<count { sum += partials(g[out + i], a[aStart + i * aStep], b[bStart], y[out + i]).1 }
          bSum[bStart] += sum
        } else {
          for i in 0..<count {
            bSum[bStart + i * bStep] += partials(g[out + i], a[aStart + i * aStep], b[bStart + i * bStep], y[out + i]).1
          }
        }
      }
    }
  }

  @inline(__always)
  private func partials<F: Element>(_ g: F, _ a: F, _ b: F, _ y: F) -> (F, F) {
    let (left, right) = pullback(Number(g), Number(a), Number(b), y: Number(y))
    return (left.value, right.value)
  }
}

extension Tensor {
  /// Applies an elementwise operation to this and another tensor, broadcasting.
  @inline(__always)
  func applying<O: ElementwiseBinary>(_ operation: O, with other: Tensor) -> Tensor {
    let (a, b) = (node, other.node)
    require(
      a.dtype == b.dtype,
      "\(operation.name): dtypes \(a.dtype) and \(b.dtype) differ; convert one with to(_:)")
    if a.hasShape(of: b) {
      let y = Tensor.result(of: operation, self, other, form: a.form, dtype: a.dtype)
      switch a.dtype {
      case .float32: fill(y, Float.self, operation, other)
      case .float64: fill(y, Double.self, operation, other)
      }
      return y
    }
    return applyingBroadcast(operation, with: other)
  }

  private func applyingBroadcast<O: ElementwiseBinary>(_ operation: O, with other: Tensor) -> Tensor {
    let plan = Broadcast(dims, other.dims, operation: operation.name)
    let y = Tensor.result(of: operation, self, other, dims: plan.dims, dtype: dtype)
    switch dtype {
    case .float32: fill(y, Float.self, operation, other, plan)
    case .float64: fill(y, Double.self, operation, other, plan)
    }
    return y
  }

  @inline(__always)
  private func fill<F: Element, O: ElementwiseBinary>(_ y: Tensor, _: F.Type, _ operation: O, _ other: Tensor) {
    let (a, b) = (node.data.assumingMemoryBound(to: F.self), other.node.data.assumingMemoryBound(to: F.self))
    let (out, count) = (y.node.data.assumingMemoryBound(to: F.self), node.count)
    if count == 1 {
      out.pointee = operation.value(Number(a.pointee), Number(b.pointee)).value
    } else {
      for i in 0..<count { out[i] = operation.value(Number(a[i]), Number(b[i])).value }
    }
    withExtendedLifetime(self) {}
    withExtendedLifetime(other) {}
    withExtendedLifetime(y) {}
  }

  private func fill<F: Element, O: ElementwiseBinary>(
    _ y: Tensor, _: F.Type, _ operation: O, _ other: Tensor, _ plan: Broadcast
  ) {
    withExtendedLifetime((self, other, y)) {
      let (a, b) = (node.data.assumingMemoryBound(to: F.self), other.node.data.assumingMemoryBound(to: F.self))
      let out = y.node.data.assumingMemoryBound(to: F.self)
      plan.forEachRow { start, aStart, bStart, count, aStep, bStep in
        for i in 0..<count {
          out[start + i] = operation.value(Number(a[aStart + i * aStep]), Number(b[bStart + i * bStep])).value
        }
      }
    }
  }
}
