/// How an axis lies in row-major memory: `outer` blocks, each with `size` slices of `inner` neighbouring elements.
struct AxisLayout {
  let outer: Int
  let size: Int
  let inner: Int

  init(_ dims: Dims, axis: Int) {
    outer = (0..<axis).reduce(1) { $0 * dims[$1] }
    size = dims[axis]
    inner = (axis + 1..<max(dims.rank, axis + 1)).reduce(1) { $0 * dims[$1] }
  }

  /// Calls `line` with the place of the first element of each line along the axis; its neighbours are `inner` apart.
  @inline(__always)
  func forEachLine(_ line: (Int) -> Void) {
    for block in 0..<outer {
      for lane in 0..<inner { line(block * size * inner + lane) }
    }
  }
}

extension Dims {
  /// The shape with another size along an axis, or without the axis.
  func replacing(axis: Int, with size: Int?) -> Dims {
    var result = Dims()
    for other in 0..<rank {
      if other != axis { result.append(self[other]) } else if let size { result.append(size) }
    }
    return result
  }
}
