#if canImport(Accelerate)
  import Accelerate
#else
  import COpenBLAS
#endif

// m = rows of the result, n = its columns, k = the inner size. All matrices row-major.

/// Matrix products: our own loops while the matrices are tiny, BLAS above.
///
/// BLAS runs single-threaded: with one and with two threads its results differ in their last bits.
enum MatrixKernels {
  /// Products of at most this many multiplications are done here. A call of BLAS takes about 0.11 µs however small the
  /// product (measured: 2³ 0.11, 8³ 0.12, 16³ 0.18 µs), our loops about 1 ns a multiplication.
  static var tiny: Int { 128 }

  private static let singleThreaded: Void = {
    #if !canImport(Accelerate)
      openblas_set_num_threads(1)
    #endif
  }()

  /// C ← A·B, or C ← C + A·B, where A is m×k and B is k×n, or stored transposed.
  @inline(__always)
  static func multiply<F: Element>(
    _ a: UnsafePointer<F>, _ b: UnsafePointer<F>, into c: UnsafeMutablePointer<F>, m: Int, n: Int, k: Int,
    transposeA: Bool = false, transposeB: Bool = false, adding: Bool = false
  ) {
    if m * n * k <= tiny {
      multiplyTiny(a, b, into: c, m: m, n: n, k: k, transposeA: transposeA, transposeB: transposeB, adding: adding)
    } else {
      multiplyLarge(a, b, into: c, m: m, n: n, k: k, transposeA: transposeA, transposeB: transposeB, adding: adding)
    }
  }

  /// The textbook's three loops: also the reference for BLAS.
  @inline(__always)
  static func multiplyTiny<F: Element>(
    _ a: UnsafePointer<F>, _ b: UnsafePointer<F>, into c: UnsafeMutablePointer<F>, m: Int, n: Int, k: Int,
    transposeA: Bool, transposeB: Bool, adding: Bool
  ) {
    let (aRow, aStep) = transposeA ? (1, m) : (k, 1)
    let (bRow, bStep) = transposeB ? (1, k) : (n, 1)
    for i in 0..<m {
      for j in 0..<n {
        var sum: F = 0
        for l in 0..<k { sum += a[i &* aRow &+ l &* aStep] * b[l &* bRow &+ j &* bStep] }
        if adding { c[i &* n &+ j] += sum } else { c[i &* n &+ j] = sum }
      }
    }
  }

  private static func multiplyLarge<F: Element>(
    _ a: UnsafePointer<F>, _ b: UnsafePointer<F>, into c: UnsafeMutablePointer<F>, m: Int, n: Int, k: Int,
    transposeA: Bool, transposeB: Bool, adding: Bool
  ) {
    singleThreaded
    let (ta, tb) = (transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans)
    let (m32, n32, k32) = (Int32(m), Int32(n), Int32(k))
    let (lda, ldb) = (Int32(transposeA ? m : k), Int32(transposeB ? k : n))
    if F.self == Float.self {
      let (a, b) = (UnsafeRawPointer(a), UnsafeRawPointer(b))
      cblas_sgemm(
        CblasRowMajor, ta, tb, m32, n32, k32, 1, a.assumingMemoryBound(to: Float.self), lda,
        b.assumingMemoryBound(to: Float.self), ldb, adding ? 1 : 0,
        UnsafeMutableRawPointer(c).assumingMemoryBound(to: Float.self), n32)
    } else {
      let (a, b) = (UnsafeRawPointer(a), UnsafeRawPointer(b))
      cblas_dgemm(
        CblasRowMajor, ta, tb, m32, n32, k32, 1, a.assumingMemoryBound(to: Double.self), lda,
        b.assumingMemoryBound(to: Double.self), ldb, adding ? 1 : 0,
        UnsafeMutableRawPointer(c).assumingMemoryBound(to: Double.self), n32)
    }
  }
}
