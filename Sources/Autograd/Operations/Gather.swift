// V = rows of a table, D = elements of a row, n = number of indices.

extension Tensor {
  /// Rows of a table by number: (V, D) and n indices give (n, D). The look-up of an embedding.
  ///
  /// A row may be asked for many times; its gradient is then the sum. The gradient touches those rows only.
  ///
  /// - Parameter indices: Numbers along axis 0, each from 0 to V − 1.
  /// - Complexity: O(n·D), and a gradient takes O(n·D) beside the memory for (V, D).
  public func rows(_ indices: [Int]) -> Tensor {
    require(ndim > 0, "rows: a tensor without axes has no rows")
    checkIndices(indices, axis: 0, "rows")
    let width = AxisLayout(dims, axis: 0).inner
    return gathered(
      at: .indices(indices), dims: dims.replacing(axis: 0, with: indices.count), name: .indexSelect, width: width)
  }

  /// Elements chosen along an axis: result[…, k, …] = this[…, index[…, k, …], …], as torch's `gather`.
  ///
  /// With m indices for each line along the axis, the result has size m there. So the log-probabilities of given
  /// classes are `logits.logSoftmax(axis: 1).gather(axis: 1, indices: classes)`, of shape (N, 1).
  ///
  /// - Parameter indices: Indices in the row-major order of the result, each from 0 to the axis' size − 1; their
  ///   number is a multiple of the number of lines.
  public func gather(axis: Int, indices: [Int]) -> Tensor {
    let axis = Tensor.checkedAxis(axis, rank: ndim, operation: "gather")
    let layout = AxisLayout(dims, axis: axis)
    let lines = layout.outer * layout.inner
    require(
      lines == 0 ? indices.isEmpty : indices.count % lines == 0,
      "gather: a tensor of shape \(dims.description) has \(lines) lines along axis \(axis); \(indices.count) indices are no multiple of that"
    )
    let size = lines == 0 ? 1 : indices.count / lines
    checkIndices(indices, axis: axis, "gather")
    let places = indices.enumerated().map { place, index in
      (place / (size * layout.inner) * layout.size + index) * layout.inner + place % layout.inner
    }
    return gathered(at: .indices(places), dims: dims.replacing(axis: axis, with: size), name: .gather, width: 1)
  }

  /// Stretches of `width` elements, by number.
  fileprivate func gathered(at indices: Tensor, dims: Dims, name: Gather.Name, width: Int) -> Tensor {
    let operation = Gather(label: name, width: width)
    let result = Tensor.result(of: operation, self, indices, dims: dims, dtype: dtype)
    switch dtype {
    case .float32: operation.gather(Float.self, from: self, indices, into: result)
    case .float64: operation.gather(Double.self, from: self, indices, into: result)
    }
    return result
  }

  /// Zeros, to which the stretches of this tensor are added at those numbers: what ``gathered`` reads, written back.
  fileprivate func scattered(at indices: Tensor, dims: Dims, operation: Gather) -> Tensor {
    let result = Tensor.result(of: Scatter(gather: operation), self, indices, dims: dims, dtype: dtype)
    switch dtype {
    case .float32: operation.scatter(Float.self, from: self, indices, into: result)
    case .float64: operation.scatter(Double.self, from: self, indices, into: result)
    }
    return result
  }
}

/// Stretches of neighbouring elements by number. The second operand holds the numbers.
struct Gather: Operation {
  enum Name: UInt8 { case gather, indexSelect }
  let label: Name
  let width: Int
  var name: String { label == .gather ? "Gather" : "IndexSelect" }

  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    [g.scattered(at: operands[1], dims: operands[0].dims, operation: self), nil]
  }

  func accumulate(_ node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ walk: inout BackwardWalk) {
    guard let target = walk.cotangent(of: node, 0) else { return }
    let indices = node.operand(1, in: walk.segment).indices
    switch node.dtype {
    case .float32: add(Float.self, cotangent, at: indices, to: target)
    case .float64: add(Double.self, cotangent, at: indices, to: target)
    }
  }

  @inline(__always)
  func gather<F: Element>(_: F.Type, from source: Tensor, _ indices: Tensor, into result: Tensor) {
    let out = result.node.data.assumingMemoryBound(to: F.self)
    source.withElements(of: F.self) { x in
      indices.withIndices { indices in
        for (place, index) in indices.enumerated() {
          for i in 0..<width { out[place &* width &+ i] = x[Int(index) &* width &+ i] }
        }
      }
    }
  }

  @inline(__always)
  func scatter<F: Element>(_: F.Type, from source: Tensor, _ indices: Tensor, into result: Tensor) {
    result.node.data.assumingMemoryBound(to: F.self).initialize(repeating: 0, count: result.count)
    withExtendedLifetime(source) {
      indices.withIndices { add(F.self, source.node.data, at: $0, to: result.node.data) }
    }
  }

  @inline(__always)
  private func add<F: Element>(
    _: F.Type, _ source: UnsafeMutableRawPointer, at indices: UnsafeBufferPointer<Int64>,
    to target: UnsafeMutableRawPointer
  ) {
    let (g, sum) = (source.assumingMemoryBound(to: F.self), target.assumingMemoryBound(to: F.self))
    for (place, index) in indices.enumerated() {
      for i in 0..<width { sum[Int(index) &* width &+ i] += g[place &* width &+ i] }
    }
  }
}

/// The derivative of ``Gather``: stretches added to zeros where they came from.
struct Scatter: Operation {
  let gather: Gather
  var name: String { gather.label == .gather ? "ScatterAdd" : "IndexAdd" }

  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    [g.gathered(at: operands[1], dims: operands[0].dims, name: gather.label, width: gather.width), nil]
  }
}
