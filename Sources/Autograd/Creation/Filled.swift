extension Tensor {
  /// A constant tensor with one value everywhere.
  static func filled(_ dims: Dims, _ dtype: DType, _ value: Double) -> Tensor {
    let tensor = leaf(dims, flags(dtype))
    let node = tensor.node
    switch dtype {
    case .float32: node.data.assumingMemoryBound(to: Float.self).initialize(repeating: Float(value), count: node.count)
    case .float64: node.data.assumingMemoryBound(to: Double.self).initialize(repeating: value, count: node.count)
    }
    return tensor
  }

  static func zeros(_ dims: Dims, _ dtype: DType) -> Tensor { filled(dims, dtype, 0) }

  /// A constant tensor with elements copied from memory.
  static func copy(of data: UnsafeRawPointer, dims: Dims, dtype: DType) -> Tensor {
    let tensor = leaf(dims, flags(dtype))
    tensor.node.data.copyMemory(from: data, byteCount: tensor.count * dtype.size)
    return tensor
  }

  /// Zeros.
  public static func zeros(_ shape: [Int], dtype: DType = .float32) -> Tensor { full(shape, 0, dtype: dtype) }

  /// Ones.
  public static func ones(_ shape: [Int], dtype: DType = .float32) -> Tensor { full(shape, 1, dtype: dtype) }

  /// One value everywhere.
  public static func full(_ shape: [Int], _ value: Double, dtype: DType = .float32) -> Tensor {
    filled(Dims(shape), dtype, value)
  }
}
