import Autograd

/// The number types of a tensor's elements, for loops that are written once and compiled for both.
protocol TensorScalar: BinaryFloatingPoint, Sendable {
  /// Calls `body` with the elements, row-major.
  static func withScalars<Result>(of tensor: Tensor, _ body: (UnsafeBufferPointer<Self>) -> Result) -> Result
  /// A tensor of these elements, row-major.
  static func tensor(_ scalars: [Self], _ shape: [Int]) -> Tensor
}

extension Float: TensorScalar {
  static func withScalars<Result>(of tensor: Tensor, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
    tensor.withFloats(body)
  }

  static func tensor(_ scalars: [Float], _ shape: [Int]) -> Tensor {
    Tensor(scalars, shape: shape)
  }
}

extension Double: TensorScalar {
  static func withScalars<Result>(of tensor: Tensor, _ body: (UnsafeBufferPointer<Double>) -> Result) -> Result {
    tensor.withDoubles(body)
  }

  static func tensor(_ scalars: [Double], _ shape: [Int]) -> Tensor {
    Tensor(scalars, shape: shape, dtype: .float64)
  }
}
