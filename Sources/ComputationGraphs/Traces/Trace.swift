import Autograd

/// The tensors that some outputs depend on, read from the tape.
struct Trace {
  /// Every tensor once, operands before results.
  private(set) var tensors: [Tensor] = []
  /// The positions of each tensor's operands in ``tensors``.
  private(set) var operands: [[Int]] = []
  private var positions: [Tensor.TapePosition: Int] = [:]

  /// Walks from the outputs to the leaves, depth first: operands in their order, then the result.
  ///
  /// The walk keeps its own stack: histories may be a million operations deep.
  init(from outputs: [Tensor]) {
    var stack: [(tensor: Tensor, operands: [Tensor], next: Int)] = []
    for output in outputs {
      stack.append((output, output.operands, 0))
      while let (tensor, operands, next) = stack.last {
        if positions[tensor.tapePosition] != nil {
          stack.removeLast()
        } else if next < operands.count {
          stack[stack.count - 1].next += 1
          stack.append((operands[next], operands[next].operands, 0))
        } else {
          stack.removeLast()
          positions[tensor.tapePosition] = tensors.count
          tensors.append(tensor)
          self.operands.append(operands.compactMap { positions[$0.tapePosition] })
        }
      }
    }
  }

  /// Where `tensor` stands in ``tensors``, or nil when the outputs do not depend on it.
  func position(of tensor: Tensor) -> Int? { positions[tensor.tapePosition] }
}
