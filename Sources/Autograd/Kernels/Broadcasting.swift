/// How two shapes are read together, axis by axis from the last: sizes must be equal, or one of them 1.
package struct Broadcast {
  /// The common shape.
  var dims = Dims()
  /// Steps through each operand; 0 along an axis where it is repeated.
  var first = SIMD8<Int>(repeating: 0)
  var second = SIMD8<Int>(repeating: 0)

  init(_ a: Dims, _ b: Dims, operation: @autoclosure () -> String) {
    let rank = max(a.rank, b.rank)
    let (aStrides, bStrides) = (a.strides, b.strides)
    for axis in 0..<rank {
      let (i, j) = (axis - (rank - a.rank), axis - (rank - b.rank))
      let (m, n) = (i < 0 ? 1 : a[i], j < 0 ? 1 : b[j])
      require(
        m == n || m == 1 || n == 1,
        "\(operation()): shapes \(a.description) and \(b.description) do not fit: sizes \(m) and \(n) differ and neither is 1"
      )
      dims.append(m == 1 ? n : m)
      first[axis] = i < 0 || m == 1 ? 0 : aStrides[i]
      second[axis] = j < 0 || n == 1 ? 0 : bStrides[j]
    }
  }

  /// Calls `row` for each stretch along the last axis: where it starts in the result and in both operands, its length,
  /// and the operands' steps along it.
  ///
  /// Leading axes that can be walked as one are merged, so that rows are as long as the layout allows.
  @inline(__always)
  func forEachRow(_ row: (_ out: Int, _ a: Int, _ b: Int, _ count: Int, _ aStep: Int, _ bStep: Int) -> Void) {
    var (sizes, steps, others) = ([Int](), [Int](), [Int]())
    for axis in 0..<dims.rank where dims[axis] != 1 {
      if let last = sizes.indices.last, steps[last] == first[axis] * dims[axis],
        others[last] == second[axis] * dims[axis]
      {
        (sizes[last], steps[last], others[last]) = (sizes[last] * dims[axis], first[axis], second[axis])
      } else {
        sizes.append(dims[axis])
        steps.append(first[axis])
        others.append(second[axis])
      }
    }
    guard !sizes.contains(0) else { return }
    let (length, aStep, bStep) = (sizes.popLast() ?? 1, steps.popLast() ?? 0, others.popLast() ?? 0)
    var index = [Int](repeating: 0, count: sizes.count)
    var (out, a, b) = (0, 0, 0)
    while true {
      row(out, a, b, length, aStep, bStep)
      out += length
      var axis = sizes.count - 1
      while axis >= 0 {
        index[axis] += 1
        a += steps[axis]
        b += others[axis]
        if index[axis] < sizes[axis] { break }
        a -= steps[axis] * sizes[axis]
        b -= others[axis] * sizes[axis]
        index[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }
}
