/// An n-dimensional array of numbers that remembers how it was computed.
///
/// A tensor is an immutable value: copies are cheap, share storage, and may go to other threads. What is computed from
/// tensors that require a gradient is recorded on a tape, from which ``backward()`` and
/// ``gradients(of:withRespectTo:createGraph:)`` find derivatives. A tensor keeps its own history alive and nothing else
/// of size.
///
/// Names and conventions are torch's, in Swift spelling. Mistakes in shapes, dtypes and axes are programmer errors:
/// they trap with a sentence that names the operation and both shapes.
public struct Tensor: Sendable {
  /// Where the record of this tensor is kept. The reviewed exception: `Segment` is mutable memory, but what a tensor
  /// can reach of it never changes again (see `Segment`).
  nonisolated(unsafe) package let segment: Segment
  /// Byte offset of the record in the segment.
  package let offset: Int32

  @inline(__always)
  init(segment: Segment, offset: Int32) {
    self.segment = segment
    self.offset = offset
  }

  /// The record; valid while this tensor, or anything else that holds the segment, is alive.
  @inline(__always)
  package var node: NodePointer { SegmentPointer(segment).node(at: offset) }

  /// The sizes of the axes; `[]` for a single number.
  public var shape: [Int] { dims.array }

  /// The number of axes.
  public var ndim: Int { node.rank }

  /// The number of elements.
  public var count: Int { node.count }

  /// The type of the elements.
  public var dtype: DType { node.dtype }

  package var dims: Dims { node.dims }
}

extension Tensor {
  /// The only element.
  ///
  /// Traps unless there is exactly one.
  public func item() -> Double {
    require(count == 1, "item: a tensor of shape \(dims.description) has \(count) elements, not one")
    guard !node.flags.contains(.indices) else { return scalars[0] }
    return withExtendedLifetime(self) {
      dtype == .float32
        ? Double(node.data.assumingMemoryBound(to: Float.self).pointee)
        : node.data.assumingMemoryBound(to: Double.self).pointee
    }
  }

  /// All elements in row-major order.
  public var scalars: [Double] {
    guard !node.flags.contains(.indices) else { return withIndices { $0.map(Double.init) } }
    return switch dtype {
    case .float32: withElements(of: Float.self) { $0.map(Double.init) }
    case .float64: withElements(of: Double.self) { Array($0) }
    }
  }

  /// All elements in row-major order, rounded to single precision where they have more.
  public var floats: [Float] {
    switch dtype {
    case .float32: withElements(of: Float.self) { Array($0) }
    case .float64: withElements(of: Double.self) { $0.map(Float.init) }
    }
  }

  /// Lends the elements in row-major order; `F` must be the type that `dtype` names.
  package func withElements<F: Element, R>(of type: F.Type, _ body: (UnsafeBufferPointer<F>) throws -> R) rethrows -> R
  {
    require(dtype == F.dtype, "a \(dtype) tensor was read as \(F.dtype)")
    return try withExtendedLifetime(self) {
      try body(UnsafeBufferPointer(start: node.data.assumingMemoryBound(to: F.self), count: count))
    }
  }

  /// Lends the elements of a `.float32` tensor in row-major order.
  package func withFloats<R>(_ body: (UnsafeBufferPointer<Float>) throws -> R) rethrows -> R {
    try withElements(of: Float.self, body)
  }

  /// Lends the elements of a `.float64` tensor in row-major order.
  package func withDoubles<R>(_ body: (UnsafeBufferPointer<Double>) throws -> R) rethrows -> R {
    try withElements(of: Double.self, body)
  }
}
