// The greatest and the least element. Where several are equal they share the gradient equally, as in torch's `amax` and
// `amin`. NaN counts as greatest and as least. There is no greatest element of none: empty reductions trap.

extension Tensor {
  /// The greatest of all elements, 0-dimensional; equal ones share the gradient.
  public func max() -> Tensor { extremum(.greatest, AxisSet(all: ndim), keepDim: false) }

  /// The greatest elements along one axis; equal ones share the gradient.
  public func max(axis: Int, keepDim: Bool = false) -> Tensor { max(axes: [axis], keepDim: keepDim) }

  /// The greatest elements along several axes; equal ones share the gradient.
  ///
  /// - Parameter keepDim: Whether the axes stay, with size 1.
  public func max(axes: [Int], keepDim: Bool = false) -> Tensor {
    extremum(.greatest, AxisSet(axes, rank: ndim, operation: "max"), keepDim: keepDim)
  }

  /// The least of all elements, 0-dimensional; equal ones share the gradient.
  public func min() -> Tensor { extremum(.least, AxisSet(all: ndim), keepDim: false) }

  /// The least elements along one axis; equal ones share the gradient.
  public func min(axis: Int, keepDim: Bool = false) -> Tensor { min(axes: [axis], keepDim: keepDim) }

  /// The least elements along several axes; equal ones share the gradient.
  ///
  /// - Parameter keepDim: Whether the axes stay, with size 1.
  public func min(axes: [Int], keepDim: Bool = false) -> Tensor {
    extremum(.least, AxisSet(axes, rank: ndim, operation: "min"), keepDim: keepDim)
  }

  private func extremum(_ kind: Extremum.Kind, _ axes: AxisSet, keepDim: Bool) -> Tensor {
    let operation = Extremum(kind: kind, axes: axes)
    let target = dims.reduced(over: axes, keepDim: keepDim)
    require(
      count > 0 || target.count == 0,
      "\(operation.function): a tensor of shape \(dims.description) has no elements along the axes to compare")
    let result = Tensor.result(of: operation, self, dims: target, dtype: dtype)
    switch dtype {
    case .float32: fill(result, Float.self, operation)
    case .float64: fill(result, Double.self, operation)
    }
    return result
  }

  @inline(__always)
  private func fill<F: Element>(_ result: Tensor, _: F.Type, _ operation: Extremum) {
    let out = result.node.data.assumingMemoryBound(to: F.self)
    out.initialize(repeating: operation.kind == .greatest ? -F.infinity : F.infinity, count: result.count)
    withElements(of: F.self) { x in
      dims.reading(reducedOver: operation.axes).forEachRow { start, to, _, count, step, _ in
        for i in 0..<count {
          let (value, best) = (x[start + i], out[to + i * step])
          if (operation.kind == .greatest ? value > best : value < best) || value.isNaN { out[to + i * step] = value }
        }
      }
    }
  }
}

struct Extremum: Operation {
  enum Kind: UInt8 { case greatest, least }
  let kind: Kind
  let axes: AxisSet
  var name: String { kind == .greatest ? "Amax" : "Amin" }
  var function: String { kind == .greatest ? "max" : "min" }

  /// x̄ = ȳ · [x = y] / number of x equal to y.
  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    let x = operands[0]
    let kept = x.dims.reduced(over: axes, keepDim: true).array
    let mask = x.equal(result.reshape(kept))
    return [g.reshape(kept) * (mask / mask.sum(axes, keepDim: true))]
  }
}
