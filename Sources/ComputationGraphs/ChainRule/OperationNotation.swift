import Autograd

/// How operations are written: a small table of signs and functions. What is not in it is written as a function of its own
/// name, so a new operation needs no entry.
enum OperationNotation {
  /// The result of an operation, given how its operands are written.
  ///
  /// - Parameters:
  ///   - operation: The operation.
  ///   - operands: Its operands as formulas.
  ///   - tensors: Its operands, for their shapes.
  ///   - result: Its result, for its shape.
  static func expression(
    _ operation: any Operation, _ operands: [Expression], tensors: [Tensor], result: Tensor
  ) -> Expression {
    let isScalar = result.count == 1
    switch (operation.name, operands.count) {
    case ("Add", 2): return operands[0] + operands[1]
    case ("Sub", 2): return operands[0] - operands[1]
    case ("Mul", 2): return product(operands, tensors)
    case ("Div", 2): return operands[0] / operands[1]
    case ("Neg", 1): return -operands[0]
    case ("Pow", 2): return operands[0].pow(operands[1])
    case ("Pow", 1): return (operation as? Power).map { operands[0].pow($0.exponent) } ?? operands[0]
    case ("Exp", 1): return operands[0].exp()
    case ("Log", 1): return operands[0].log()
    case ("Sqrt", 1): return operands[0].sqrt()
    case ("Abs", 1): return Expression(.enclosed("|", operands[0], "|"), isScalar: isScalar, parts: operands)
    case ("Tanh", 1): return operands[0].tanh()
    case ("Sigmoid", 1): return operands[0].sigmoid()
    case ("Relu", 1): return operands[0].function("\\mathrm{ReLU}")
    case ("Softmax", 1): return operands[0].function("\\mathrm{softmax}")
    case ("LogSoftmax", 1): return operands[0].function("\\mathrm{softmax}").log()
    case ("Where", 3) where operands[2].isNumber(0): return operands[0] * operands[1]
    case ("Where", 3) where operands[1].isNumber(0): return (1 - operands[0]) * operands[2]
    case ("Mv", 2), ("Mm", 2): return matrixProduct(operands, tensors)
    case ("Permute", 1) where tensors[0].ndim == 2: return operands[0].transposed
    case ("Sum", 1): return tensors[0].count == result.count ? operands[0] : operands[0].summed(isScalar: isScalar)
    case ("Select", 1) where tensors[0].ndim == 1:
      guard let slice = operation as? Slice else { return operands[0] }
      return Expression(.enclosed("{", operands[0], "}_{[\(slice.from)]}"), isScalar: true, parts: operands)
    // The same numbers in another shape.
    case ("Reshape", 1), ("Expand", 1), ("ToCopy", 1): return operands[0]
    default:
      return Expression(.function("\\mathrm{\(operation.name)}", operands), isScalar: isScalar, parts: operands)
    }
  }

  /// a b, element by element; or a bᵀ, where a column and a row are broadcast into a matrix.
  private static func product(_ operands: [Expression], _ tensors: [Tensor]) -> Expression {
    let (a, b) = (tensors[0].shape, tensors[1].shape)
    let isOuter = a.count == 2 && b.count == 2 && a[1] == 1 && b[0] == 1 && a[0] * b[1] > 1
    return isOuter ? matrixProduct([operands[0], operands[1].transposed], tensors) : operands[0] * operands[1]
  }

  /// A product of matrices, in which a number stands for a vector or matrix that holds it everywhere.
  private static func matrixProduct(_ operands: [Expression], _ tensors: [Tensor]) -> Expression {
    if tensors[0].count == 1 || tensors[1].count == 1 { return operands[0] * operands[1] }
    let filled = operands.map { $0.isAnyNumber ? $0 * .symbol("\\mathbf{1}", isScalar: false) : $0 }
    return filled[0].matrixProduct(filled[1])
  }
}

extension Expression {
  /// The sum of all elements, or of those that broadcasting made of one.
  func summed(isScalar: Bool) -> Expression { function("\\textstyle\\sum", isScalar: isScalar) }
}
