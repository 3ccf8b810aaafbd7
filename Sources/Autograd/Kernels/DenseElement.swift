import CLoops

/// Matrix products and activations on raw memory, at the speed of the machine.
///
/// Matrices are row-major; a stride is the distance between the starts of two rows, in elements. Products use all of the
/// ``ThreadPool``'s threads where that pays, over tiles that the shapes alone decide: the number of threads changes no bit.
/// Another kind of processor may, since it sums in another order.
package protocol DenseElement {
  /// Elements that ``pack(_:stride:transposed:rows:columns:into:on:)`` writes.
  static func packedCount(rows k: Int, columns n: Int, on processor: Processor) -> Int

  /// Lays out a k × n matrix, which is stored as n × k if `transposed`, as the right operand of
  /// ``multiply(_:stride:packed:into:stride:rows:columns:inner:adding:on:)``.
  static func pack(
    _ b: UnsafePointer<Self>, stride: Int, transposed: Bool, rows k: Int, columns n: Int,
    into packed: UnsafeMutablePointer<Self>, on processor: Processor)

  /// C ← A B, or C ← C + A B if `adding`, with A m × k and B packed.
  static func multiply(
    _ a: UnsafePointer<Self>, stride aStride: Int, packed: UnsafePointer<Self>, into c: UnsafeMutablePointer<Self>,
    stride cStride: Int, rows m: Int, columns n: Int, inner k: Int, adding: Bool, on processor: Processor)

  /// Elements of scratch memory that the product below needs.
  static func productScratch(
    rows m: Int, columns n: Int, inner k: Int, transposedA: Bool, on processor: Processor
  ) -> Int

  /// C ← A B, or C ← C + A B if `adding`, with A m × k and B k × n; a transposed one is stored the other way round.
  static func multiply(
    _ a: UnsafePointer<Self>, stride aStride: Int, transposedA: Bool, _ b: UnsafePointer<Self>, stride bStride: Int,
    transposedB: Bool, into c: UnsafeMutablePointer<Self>, stride cStride: Int, rows m: Int, columns n: Int,
    inner k: Int, adding: Bool, scratch: UnsafeMutablePointer<Self>, on processor: Processor)

  /// y ← eˣ, within 2 units in the last place; `y` may be `x`.
  static func exp(
    _ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int, on processor: Processor)
  /// y ← tanh x, within 3 units in the last place; `y` may be `x`.
  static func tanh(
    _ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int, on processor: Processor)
  /// y ← 1 / (1 + e⁻ˣ), within 3 units in the last place; `y` may be `x`.
  static func sigmoid(
    _ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int, on processor: Processor)
}

extension Float: DenseElement {
  @inline(__always)
  private static func kernels(_ processor: Processor) -> unroll_kernels_f32 {
    unroll_kernels_for_f32(processor.inC).pointee
  }

  package static func packedCount(rows k: Int, columns n: Int, on processor: Processor = .current) -> Int {
    kernels(processor).packed_size(k, n, 1)
  }

  package static func pack(
    _ b: UnsafePointer<Float>, stride: Int, transposed: Bool, rows k: Int, columns n: Int,
    into packed: UnsafeMutablePointer<Float>, on processor: Processor = .current
  ) {
    kernels(processor).pack(b, stride, transposed ? 1 : 0, k, n, 1, packed)
  }

  package static func multiply(
    _ a: UnsafePointer<Float>, stride aStride: Int, packed: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>,
    stride cStride: Int, rows m: Int, columns n: Int, inner k: Int, adding: Bool, on processor: Processor = .current
  ) {
    kernels(processor).multiply_packed(m, n, k, a, aStride, packed, c, cStride, adding ? 1 : 0)
  }

  package static func productScratch(
    rows m: Int, columns n: Int, inner k: Int, transposedA: Bool, on processor: Processor = .current
  ) -> Int {
    kernels(processor).multiply_scratch(m, n, k, transposedA ? 1 : 0)
  }

  package static func multiply(
    _ a: UnsafePointer<Float>, stride aStride: Int, transposedA: Bool, _ b: UnsafePointer<Float>, stride bStride: Int,
    transposedB: Bool, into c: UnsafeMutablePointer<Float>, stride cStride: Int, rows m: Int, columns n: Int,
    inner k: Int, adding: Bool, scratch: UnsafeMutablePointer<Float>, on processor: Processor = .current
  ) {
    kernels(processor).multiply(
      m, n, k, a, aStride, transposedA ? 1 : 0, b, bStride, transposedB ? 1 : 0, c, cStride, adding ? 1 : 0, scratch)
  }

  package static func exp(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int, on processor: Processor = .current
  ) {
    kernels(processor).exp(x, y, count)
  }

  package static func tanh(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int, on processor: Processor = .current
  ) {
    kernels(processor).tanh(x, y, count)
  }

  package static func sigmoid(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int, on processor: Processor = .current
  ) {
    kernels(processor).sigmoid(x, y, count)
  }
}

extension Double: DenseElement {
  @inline(__always)
  private static func kernels(_ processor: Processor) -> unroll_kernels_f64 {
    unroll_kernels_for_f64(processor.inC).pointee
  }

  package static func packedCount(rows k: Int, columns n: Int, on processor: Processor = .current) -> Int {
    kernels(processor).packed_size(k, n, 1)
  }

  package static func pack(
    _ b: UnsafePointer<Double>, stride: Int, transposed: Bool, rows k: Int, columns n: Int,
    into packed: UnsafeMutablePointer<Double>, on processor: Processor = .current
  ) {
    kernels(processor).pack(b, stride, transposed ? 1 : 0, k, n, 1, packed)
  }

  package static func multiply(
    _ a: UnsafePointer<Double>, stride aStride: Int, packed: UnsafePointer<Double>,
    into c: UnsafeMutablePointer<Double>,
    stride cStride: Int, rows m: Int, columns n: Int, inner k: Int, adding: Bool, on processor: Processor = .current
  ) {
    kernels(processor).multiply_packed(m, n, k, a, aStride, packed, c, cStride, adding ? 1 : 0)
  }

  package static func productScratch(
    rows m: Int, columns n: Int, inner k: Int, transposedA: Bool, on processor: Processor = .current
  ) -> Int {
    kernels(processor).multiply_scratch(m, n, k, transposedA ? 1 : 0)
  }

  package static func multiply(
    _ a: UnsafePointer<Double>, stride aStride: Int, transposedA: Bool, _ b: UnsafePointer<Double>, stride bStride: Int,
    transposedB: Bool, into c: UnsafeMutablePointer<Double>, stride cStride: Int, rows m: Int, columns n: Int,
    inner k: Int, adding: Bool, scratch: UnsafeMutablePointer<Double>, on processor: Processor = .current
  ) {
    kernels(processor).multiply(
      m, n, k, a, aStride, transposedA ? 1 : 0, b, bStride, transposedB ? 1 : 0, c, cStride, adding ? 1 : 0, scratch)
  }

  package static func exp(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int, on processor: Processor = .current
  ) {
    kernels(processor).exp(x, y, count)
  }

  package static func tanh(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int, on processor: Processor = .current
  ) {
    kernels(processor).tanh(x, y, count)
  }

  package static func sigmoid(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int, on processor: Processor = .current
  ) {
    kernels(processor).sigmoid(x, y, count)
  }
}
