extension Tensor {
  /// The place of the greatest element in row-major order: the first of equal ones, or the first NaN.
  public func argmax() -> Int { positions(of: flatten(), axis: 0, "argmax") { $0 > $1 }[0] }

  /// The places of the greatest elements along an axis, for the other axes in row-major order.
  public func argmax(axis: Int) -> [Int] { positions(of: self, axis: axis, "argmax") { $0 > $1 } }

  /// The place of the least element in row-major order: the first of equal ones, or the first NaN.
  public func argmin() -> Int { positions(of: flatten(), axis: 0, "argmin") { $0 < $1 }[0] }

  /// The places of the least elements along an axis, for the other axes in row-major order.
  public func argmin(axis: Int) -> [Int] { positions(of: self, axis: axis, "argmin") { $0 < $1 } }

  @inline(__always)
  private func positions(
    of tensor: Tensor, axis: Int, _ operation: String, isBetter: (Double, Double) -> Bool
  ) -> [Int] {
    let axis = Tensor.checkedAxis(axis, rank: tensor.ndim, operation: operation)
    let layout = AxisLayout(tensor.dims, axis: axis)
    require(
      layout.size > 0 || layout.outer * layout.inner == 0,
      "\(operation): a tensor of shape \(dims.description) has no elements along the axis to compare")
    switch tensor.dtype {
    case .float32: return tensor.positions(Float.self, layout, isBetter)
    case .float64: return tensor.positions(Double.self, layout, isBetter)
    }
  }

  @inline(__always)
  private func positions<F: Element>(
    _: F.Type, _ layout: AxisLayout, _ isBetter: (Double, Double) -> Bool
  ) -> [Int] {
    var positions: [Int] = []
    withElements(of: F.self) { x in
      layout.forEachLine { start in
        var best = 0
        for i in 1..<Swift.max(layout.size, 1) {
          let (value, record) = (x[start + i * layout.inner], x[start + best * layout.inner])
          if !record.isNaN && (value.isNaN || isBetter(Double(value), Double(record))) { best = i }
        }
        positions.append(best)
      }
    }
    return positions
  }
}
