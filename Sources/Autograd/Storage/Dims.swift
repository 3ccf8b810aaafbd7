/// A shape held in registers: up to eight axis sizes.
///
/// `[Int]` would cost an allocation for every result; the records of the tape keep only `rank` sizes of these eight.
package struct Dims: Equatable, Sendable {
  /// The most axes a tensor can have.
  package static let maximumRank = 8

  package private(set) var sizes: SIMD8<Int32>
  package private(set) var rank: Int

  /// The shape of a 0-dimensional tensor.
  @inline(__always)
  package init() {
    sizes = SIMD8(repeating: 1)
    rank = 0
  }

  /// The shape that a record keeps.
  @inline(__always)
  init(_ sizes: UnsafePointer<Int32>, rank: Int) {
    self.init()
    self.rank = rank
    withUnsafeMutableBytes(of: &self.sizes) { target in
      target.baseAddress.unsafelyUnwrapped.copyMemory(from: sizes, byteCount: rank * 4)
    }
  }

  package init(_ shape: [Int], operation: @autoclosure () -> String = "shape") {
    self.init()
    require(
      shape.count <= Dims.maximumRank,
      "\(operation()): \(shape) has \(shape.count) axes; a tensor has at most \(Dims.maximumRank)")
    for size in shape {
      require(
        size >= 0 && size <= Int(Int32.max),
        "\(operation()): \(shape) has the axis size \(size); sizes are 0 to 2³¹ − 1")
      append(size)
    }
  }

  @inline(__always)
  package subscript(axis: Int) -> Int {
    get { Int(sizes[axis]) }
    set { sizes[axis] = Int32(truncatingIfNeeded: newValue) }
  }

  package mutating func append(_ size: Int) {
    require(rank < Dims.maximumRank, "a tensor has at most \(Dims.maximumRank) axes")
    sizes[rank] = Int32(size)
    rank += 1
  }

  /// The number of elements.
  @inline(__always)
  package var count: Int {
    var product = 1
    for axis in 0..<rank { product *= self[axis] }
    return product
  }

  package var array: [Int] { (0..<rank).map { self[$0] } }

  /// Steps between neighbours along each axis of a row-major tensor of this shape.
  package var strides: SIMD8<Int> {
    var strides = SIMD8<Int>(repeating: 0)
    var step = 1
    for axis in stride(from: rank - 1, through: 0, by: -1) {
      strides[axis] = step
      step *= self[axis]
    }
    return strides
  }

  /// As torch writes a shape: `(2, 3)`, `(2,)`, `()`.
  package var description: String {
    rank == 1 ? "(\(self[0]),)" : "(" + array.map(String.init).joined(separator: ", ") + ")"
  }
}
