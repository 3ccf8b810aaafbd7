extension Tensor {
  /// Tensors put one behind the other along an axis; their other sizes must be equal.
  ///
  /// - Parameter axis: The axis that grows; a negative one counts from the last.
  public static func concatenate(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    require(!tensors.isEmpty, "concatenate: at least one tensor is needed")
    var target = tensors[0].dims
    let axis = checkedAxis(axis, rank: target.rank, operation: "concatenate")
    var size = 0
    for tensor in tensors {
      require(
        tensor.ndim == target.rank
          && tensor.dims.replacing(axis: axis, with: 0) == target.replacing(axis: axis, with: 0),
        "concatenate: shapes \(target.description) and \(tensor.dims.description) must be equal but for axis \(axis)")
      size += tensor.dims[axis]
    }
    target = target.replacing(axis: axis, with: size)
    return joined(tensors, Concatenate(axis: axis, isStack: false), target)
  }

  /// Tensors of one shape put one behind the other along a new axis.
  ///
  /// - Parameter axis: The place of the new axis in the result; a negative one counts from the last.
  public static func stack(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    require(!tensors.isEmpty, "stack: at least one tensor is needed")
    let dims = tensors[0].dims
    let axis = checkedAxis(axis, rank: dims.rank + 1, operation: "stack")
    for tensor in tensors {
      require(
        tensor.dims == dims,
        "stack: shapes \(dims.description) and \(tensor.dims.description) differ; all must be equal")
    }
    var shape = dims.array
    shape.insert(tensors.count, at: axis)
    return joined(tensors, Concatenate(axis: axis, isStack: true), Dims(shape, operation: "stack"))
  }

  private static func joined(_ tensors: [Tensor], _ operation: Concatenate, _ target: Dims) -> Tensor {
    let dtype = tensors[0].dtype
    for tensor in tensors {
      require(
        tensor.dtype == dtype,
        "\(operation.function): dtypes \(dtype) and \(tensor.dtype) differ; convert one with to(_:)")
    }
    let result = Tensor.result(of: operation, tensors, dims: target, dtype: dtype)
    var place = 0
    for tensor in tensors {
      switch dtype {
      case .float32: tensor.copy(Float.self, operation, into: result, at: &place)
      case .float64: tensor.copy(Double.self, operation, into: result, at: &place)
      }
    }
    return result
  }

  @inline(__always)
  private func copy<F: Element>(_: F.Type, _ operation: Concatenate, into result: Tensor, at place: inout Int) {
    let out = result.node.data.assumingMemoryBound(to: F.self)
    withElements(of: F.self) { x in
      operation.forEachStretch(count, result.dims, &place) { whole, part, length in
        for i in 0..<length { out[whole &+ i] = x[part &+ i] }
      }
    }
  }
}

/// Tensors one behind the other along an axis, which is new in a stack.
struct Concatenate: Operation {
  let axis: Int
  let isStack: Bool
  var name: String { isStack ? "Stack" : "Cat" }
  var function: String { isStack ? "stack" : "concatenate" }

  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    if isStack { return operands.indices.map { g.select(axis: axis, index: $0) } }
    return g.split(operands.map { $0.dims[axis] }, axis: axis)
  }

  func accumulate(_ node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ walk: inout BackwardWalk) {
    var place = 0
    for index in 0..<node.operandCount {
      let count = node.operand(index, in: walk.segment).count
      let target = walk.cotangent(of: node, index)
      switch node.dtype {
      case .float32: add(Float.self, cotangent, to: target, count, node.dims, &place)
      case .float64: add(Double.self, cotangent, to: target, count, node.dims, &place)
      }
    }
  }

  @inline(__always)
  private func add<F: Element>(
    _: F.Type, _ cotangent: UnsafeMutableRawPointer, to target: UnsafeMutableRawPointer?, _ count: Int, _ dims: Dims,
    _ place: inout Int
  ) {
    let (g, sum) = (cotangent.assumingMemoryBound(to: F.self), target?.assumingMemoryBound(to: F.self))
    forEachStretch(count, dims, &place) { whole, part, length in
      guard let sum else { return }
      for i in 0..<length { sum[part &+ i] += g[whole &+ i] }
    }
  }

  /// Stretches of neighbouring elements of one operand: where each stands in the result, in the operand, its length.
  ///
  /// - Parameter place: Where the operand's first stretch stands in the result; moved on to the next operand's.
  @inline(__always)
  func forEachStretch(
    _ count: Int, _ whole: Dims, _ place: inout Int, _ body: (_ whole: Int, _ part: Int, _ count: Int) -> Void
  ) {
    let layout = AxisLayout(whole, axis: axis)
    guard layout.outer > 0, count > 0 else { return }
    let (stretch, distance) = (count / layout.outer, layout.size * layout.inner)
    for block in 0..<layout.outer { body(place + block * distance, block * stretch, stretch) }
    place += stretch
  }
}
