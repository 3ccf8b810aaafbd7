extension Tensor {
  /// The mean of all elements, 0-dimensional; NaN when there are none.
  public func mean() -> Tensor { mean(AxisSet(all: ndim), keepDim: false) }

  /// The mean along one axis; a negative axis counts from the last.
  public func mean(axis: Int, keepDim: Bool = false) -> Tensor { mean(axes: [axis], keepDim: keepDim) }

  /// The mean along several axes.
  ///
  /// - Parameter keepDim: Whether the axes stay, with size 1.
  public func mean(axes: [Int], keepDim: Bool = false) -> Tensor {
    mean(AxisSet(axes, rank: ndim, operation: "mean"), keepDim: keepDim)
  }

  private func mean(_ axes: AxisSet, keepDim: Bool) -> Tensor {
    let size = (0..<ndim).reduce(1) { axes.contains($1) ? $0 * dims[$1] : $0 }
    return sum(axes, keepDim: keepDim) / Double(size)
  }
}
