extension Tensor {
  /// The square matrix with this vector (n,) on its diagonal; or the diagonal of a matrix (m, n), of size min(m, n).
  public func diag() -> Tensor {
    require(
      ndim == 1 || ndim == 2, "diag: a vector or a matrix is needed; this tensor has shape \(dims.description)")
    let (rows, columns) = (dims[0], dims[ndim - 1])
    // In row-major order the elements of a diagonal are columns + 1 apart.
    let n = Swift.min(rows, columns)
    let diagonal = Slice(axis: 0, from: 0, step: columns + 1, size: n, dropsAxis: false)
    if ndim == 2 { return flatten().sliced(diagonal, Dims([n])) }
    return unsliced(diagonal, Dims([n * n], operation: "diag")).reshape([n, n])
  }

  /// The square matrix with a vector (n,) on its diagonal; or the diagonal of a matrix.
  public static func diag(_ tensor: Tensor) -> Tensor { tensor.diag() }
}
