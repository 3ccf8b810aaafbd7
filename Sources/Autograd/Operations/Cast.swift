extension Tensor {
  /// The elements in another type, rounded to the nearest where it is narrower. The gradient is cast back.
  public func to(_ dtype: DType) -> Tensor {
    guard dtype != self.dtype else { return self }
    let result = Tensor.result(of: Cast(), self, dims: dims, dtype: dtype)
    withExtendedLifetime((self, result)) {
      let (single, double) = dtype == .float32 ? (result, self) : (self, result)
      let floats = single.node.data.assumingMemoryBound(to: Float.self)
      let doubles = double.node.data.assumingMemoryBound(to: Double.self)
      switch dtype {
      case .float32: for i in 0..<count { floats[i] = Float(doubles[i]) }
      case .float64: for i in 0..<count { doubles[i] = Double(floats[i]) }
      }
    }
    return result
  }
}

struct Cast: Operation {
  var name: String { "ToCopy" }
  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] { [g.to(operands[0].dtype)] }
}
