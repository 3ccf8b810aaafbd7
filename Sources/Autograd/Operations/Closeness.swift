extension Tensor {
  /// 1 where |a − b| ≤ atol + rtol·|b|, else 0; equal infinities are close, NaN is close to nothing unless asked.
  public func isClose(_ other: Tensor, rtol: Double = 1e-5, atol: Double = 1e-8, equalNaN: Bool = false) -> Tensor {
    require(dtype == other.dtype, "isClose: dtypes \(dtype) and \(other.dtype) differ; convert one with to(_:)")
    let dims = Broadcast(dims, other.dims, operation: "isClose").dims
    let (a, b) = (detach().broadcast(to: dims.array).scalars, other.detach().broadcast(to: dims.array).scalars)
    let close = zip(a, b).map { a, b in
      a == b || (equalNaN && a.isNaN && b.isNaN) || (b.isFinite && Swift.abs(a - b) <= atol + rtol * Swift.abs(b))
        ? 1.0 : 0.0
    }
    return Tensor(close, shape: dims.array, dtype: dtype)
  }

  /// Whether every element is close: see ``isClose(_:rtol:atol:equalNaN:)``.
  public func allClose(_ other: Tensor, rtol: Double = 1e-5, atol: Double = 1e-8, equalNaN: Bool = false) -> Bool {
    isClose(other, rtol: rtol, atol: atol, equalNaN: equalNaN).scalars.allSatisfy { $0 == 1 }
  }
}
