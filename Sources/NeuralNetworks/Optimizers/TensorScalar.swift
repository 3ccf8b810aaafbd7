import Autograd

/// The number types of a tensor's elements, for loops that are written once and compiled for both.
protocol TensorScalar: Element {
  /// A tensor of these elements, row-major.
  static func tensor(_ scalars: [Self], _ shape: [Int]) -> Tensor
}

extension Float: TensorScalar {
  static func tensor(_ scalars: [Float], _ shape: [Int]) -> Tensor { Tensor(scalars, shape: shape) }
}

extension Double: TensorScalar {
  static func tensor(_ scalars: [Double], _ shape: [Int]) -> Tensor { Tensor(scalars, shape: shape, dtype: .float64) }
}
