extension Tensor {
  /// The same elements in row-major order, in another shape.
  ///
  /// - Parameter shape: The new sizes; one of them may be −1 and is then found from the others.
  public func reshape(_ shape: [Int]) -> Tensor {
    var sizes = shape
    if let open = shape.firstIndex(of: -1) {
      let known = shape.enumerated().reduce(1) { $1.offset == open ? $0 : $0 * $1.element }
      sizes[open] = known == 0 ? 0 : count / known
    }
    let target = Dims(sizes, operation: "reshape")
    require(
      target.count == count,
      "reshape: a tensor of shape \(dims.description) has \(count) elements and does not fit \(shape)")
    guard target != dims else { return self }
    guard requiresGrad, ThreadState.current.records else { return .sharing(self, dims: target) }
    let isLarge = count * dtype.size > 64
    let result = Tensor.result(of: Reshape(), self, dims: target, dtype: dtype, alias: isLarge)
    if isLarge {
      result.node.setAlias(of: node.data)
    } else {
      result.node.data.copyMemory(from: node.data, byteCount: count * dtype.size)
    }
    return withExtendedLifetime(self) { result }
  }

  /// Without the axis, whose size must be 1.
  public func squeeze(axis: Int) -> Tensor {
    let index = Tensor.checkedAxis(axis, rank: ndim, operation: "squeeze")
    require(dims[index] == 1, "squeeze: axis \(axis) of \(dims.description) has size \(dims[index]), not 1")
    var shape = shape
    shape.remove(at: index)
    return reshape(shape)
  }

  /// With a new axis of size 1 at that place.
  public func unsqueeze(axis: Int) -> Tensor {
    let index = Tensor.checkedAxis(axis, rank: ndim + 1, operation: "unsqueeze")
    var shape = shape
    shape.insert(1, at: index)
    return reshape(shape)
  }

  /// All elements along a single axis.
  public func flatten() -> Tensor { reshape([count]) }
}

struct Reshape: Operation {
  var name: String { "Reshape" }
  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] { [g.reshape(operands[0].shape)] }
}
