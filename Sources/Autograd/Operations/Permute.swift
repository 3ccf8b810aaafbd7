extension Tensor {
  /// The transpose of a matrix.
  public var T: Tensor {
    require(ndim == 2, "T: a matrix has two axes; this tensor has shape \(dims.description)")
    return transpose(0, 1)
  }

  /// Two axes exchanged.
  public func transpose(_ first: Int, _ second: Int) -> Tensor {
    var order = Array(0..<ndim)
    order.swapAt(
      Tensor.checkedAxis(first, rank: ndim, operation: "transpose"),
      Tensor.checkedAxis(second, rank: ndim, operation: "transpose"))
    return permute(order)
  }

  /// The axes in another order: axis `i` of the result is axis `order[i]` of this tensor.
  public func permute(_ order: [Int]) -> Tensor {
    require(
      order.count == ndim, "permute: \(order) names \(order.count) axes of a tensor with shape \(dims.description)")
    let axes = order.map { Tensor.checkedAxis($0, rank: ndim, operation: "permute") }
    require(Set(axes).count == ndim, "permute: \(order) names an axis twice")
    var target = Dims()
    for axis in axes { target.append(dims[axis]) }
    let result = Tensor.result(of: Permute(axes), self, dims: target, dtype: dtype)
    switch dtype {
    case .float32: fill(result, Float.self, axes)
    case .float64: fill(result, Double.self, axes)
    }
    return result
  }

  @inline(__always)
  private func fill<F: Element>(_ result: Tensor, _: F.Type, _ axes: [Int]) {
    let strides = dims.strides
    let steps = axes.map { strides[$0] }
    let out = result.node.data.assumingMemoryBound(to: F.self)
    withElements(of: F.self) { x in
      var place = 0
      // Blocks of 16×16 keep both the rows read and the rows written in cache.
      func copy(_ axis: Int, _ from: Int) {
        if axis == axes.count - 2 {
          let (rows, columns) = (result.dims[axis], result.dims[axis + 1])
          let (rowStep, columnStep) = (steps[axis], steps[axis + 1])
          for top in stride(from: 0, to: rows, by: 16) {
            for left in stride(from: 0, to: columns, by: 16) {
              for row in top..<Swift.min(top + 16, rows) {
                for column in left..<Swift.min(left + 16, columns) {
                  out[place + row * columns + column] = x[from + row * rowStep + column * columnStep]
                }
              }
            }
          }
          place += rows * columns
        } else {
          for index in 0..<result.dims[axis] { copy(axis + 1, from + index * steps[axis]) }
        }
      }
      guard !x.isEmpty else { return }
      if axes.count < 2 {
        for index in x.indices { out[index] = x[index] }
      } else {
        copy(0, 0)
      }
    }
  }
}

struct Permute: Operation {
  /// Four bits an axis.
  private var packed: UInt32 = 0

  init(_ axes: [Int]) { for (place, axis) in axes.enumerated() { packed |= UInt32(axis) << (4 * UInt32(place)) } }

  var name: String { "Permute" }

  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    var inverse = [Int](repeating: 0, count: g.ndim)
    for place in inverse.indices { inverse[Int(packed >> (4 * UInt32(place)) & 15)] = place }
    return [g.permute(inverse)]
  }
}
