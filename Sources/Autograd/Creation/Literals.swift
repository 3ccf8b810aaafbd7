/// A number or a nested list of numbers, as it stands in source code.
public enum TensorLiteral: Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
  /// A single number.
  case number(Double)
  /// A list of literals of equal shape.
  case list([TensorLiteral])

  /// Reads a decimal number.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// Reads a whole number.
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  /// Reads a list.
  public init(arrayLiteral elements: TensorLiteral...) { self = .list(elements) }

  private var shape: [Int] {
    switch self {
    case .number: []
    case .list(let items): [items.count] + (items.first?.shape ?? [])
    }
  }

  /// The shape of the literal and its numbers in row-major order; traps where rows differ in length.
  fileprivate func flattened() -> (shape: [Int], numbers: [Double]) {
    let shape = shape
    var numbers: [Double] = []
    func visit(_ literal: TensorLiteral, _ depth: Int) {
      switch literal {
      case .number(let value):
        require(depth == shape.count, "Tensor: the nested lists have different depths")
        numbers.append(value)
      case .list(let items):
        require(depth < shape.count, "Tensor: the nested lists have different depths")
        require(
          items.count == shape[depth],
          "Tensor: the nested lists differ in length: \(shape[depth]) and \(items.count) elements along axis \(depth)")
        for item in items { visit(item, depth + 1) }
      }
    }
    visit(self, 0)
    return (shape, numbers)
  }
}

extension Tensor: ExpressibleByArrayLiteral {
  /// A `.float32` tensor written as nested lists: `let U: Tensor = [[-0.3, 0.6], [0.2, 0.1]]`.
  public init(arrayLiteral elements: TensorLiteral...) { self.init(.list(elements)) }

  /// A tensor written as a number or nested lists: `Tensor([[1, 2], [3, 4]], dtype: .float64)`.
  ///
  /// Traps when rows differ in length.
  public init(_ literal: TensorLiteral, dtype: DType = .float32, requiresGrad: Bool = false) {
    let (shape, numbers) = literal.flattened()
    self.init(numbers, shape: shape, dtype: dtype, requiresGrad: requiresGrad)
  }

  /// A 0-dimensional tensor with one number.
  public init(_ value: Double, dtype: DType = .float32, requiresGrad: Bool = false) {
    self.init([value], shape: [], dtype: dtype, requiresGrad: requiresGrad)
  }

  /// A 0-dimensional tensor with one whole number.
  public init(_ value: Int, dtype: DType = .float32, requiresGrad: Bool = false) {
    self.init(Double(value), dtype: dtype, requiresGrad: requiresGrad)
  }

  /// A tensor of the given elements in row-major order, rounded to `dtype`.
  ///
  /// - Parameter shape: Sizes whose product is the number of elements; nil for a vector.
  public init(_ scalars: [Double], shape: [Int]? = nil, dtype: DType = .float32, requiresGrad: Bool = false) {
    let dims = Tensor.checkedDims(scalars.count, shape)
    let slot = requiresGrad ? GradientSlot() : nil
    self = .leaf(dims, slot, dtype)
    switch dtype {
    case .float32:
      let data = node.data.assumingMemoryBound(to: Float.self)
      for index in scalars.indices { data[index] = Float(scalars[index]) }
    case .float64:
      scalars.withUnsafeBytes {
        if let start = $0.baseAddress { node.data.copyMemory(from: start, byteCount: $0.count) }
      }
    }
  }

  /// A `.float32` tensor of the given elements in row-major order.
  ///
  /// - Parameter shape: Sizes whose product is the number of elements; nil for a vector.
  public init(_ scalars: [Float], shape: [Int]? = nil, requiresGrad: Bool = false) {
    let dims = Tensor.checkedDims(scalars.count, shape)
    self = .leaf(dims, requiresGrad ? GradientSlot() : nil, .float32)
    scalars.withUnsafeBytes { if let start = $0.baseAddress { node.data.copyMemory(from: start, byteCount: $0.count) } }
  }

  private static func leaf(_ dims: Dims, _ slot: GradientSlot?, _ dtype: DType) -> Tensor {
    guard let slot else { return leaf(dims, flags(dtype)) }
    return leaf(dims, flags(dtype).union(.needsGradient), holding: Unmanaged.passRetained(slot).toOpaque())
  }

  private static func checkedDims(_ count: Int, _ shape: [Int]?) -> Dims {
    let dims = Dims(shape ?? [count], operation: "Tensor")
    require(
      dims.count == count,
      "Tensor: \(count) elements were given for shape \(dims.description), which has \(dims.count)")
    return dims
  }
}
