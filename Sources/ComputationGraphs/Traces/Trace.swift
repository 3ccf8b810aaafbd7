import Autograd

/// The tensors that some outputs depend on, read from the tape.
struct Trace {
  /// Every tensor once, operands before results.
  private(set) var tensors: [Tensor] = []
  /// The positions of each tensor's operands in ``tensors``.
  private(set) var operands: [[Int]] = []
  private var positions: [Tensor.TapePosition: Int] = [:]
  /// Results of fused operations: not in the trace, but their places on the tape must stay theirs.
  private var fused: [Tensor] = []

  /// Walks from the outputs to the leaves, depth first: operands in their order, then the result.
  ///
  /// The walk keeps its own stack: histories may be a million operations deep.
  ///
  /// - Parameter expandingFused: Whether a fused operation's elementary steps stand in the trace in its place.
  init(from outputs: [Tensor], expandingFused: Bool = false) {
    var stack: [Visit] = []
    for output in outputs {
      stack.append(Visit(output, expandingFused: expandingFused))
      while let visit = stack.last {
        let tensor = visit.tensor
        if positions[tensor.tapePosition] != nil {
          stack.removeLast()
        } else if visit.next < visit.operands.count {
          stack[stack.count - 1].next += 1
          stack.append(Visit(visit.operands[visit.next], expandingFused: expandingFused))
        } else {
          stack.removeLast()
          if visit.isFused {
            fused.append(tensor)
            positions[tensor.tapePosition] = positions[visit.operands[0].tapePosition]
          } else {
            positions[tensor.tapePosition] = tensors.count
            tensors.append(tensor)
            operands.append(visit.operands.compactMap { positions[$0.tapePosition] })
          }
        }
      }
    }
  }

  /// Where `tensor` stands in ``tensors``, or nil when the outputs do not depend on it. The result of a fused operation
  /// stands where the last of its elementary steps does.
  func position(of tensor: Tensor) -> Int? { positions[tensor.tapePosition] }

  /// A tensor on the way, and how many of its operands have been visited.
  private struct Visit {
    let tensor: Tensor
    let operands: [Tensor]
    /// Whether the only operand is the same result by elementary steps.
    let isFused: Bool
    var next = 0

    init(_ tensor: Tensor, expandingFused: Bool) {
      self.tensor = tensor
      let operands = tensor.operands
      // Where recording is switched off, the steps have no history, and the fused operation stays as it is.
      if expandingFused, let steps = tensor.operation?.expansion(of: operands), steps.operation != nil {
        self.operands = [steps]
        isFused = true
      } else {
        self.operands = operands
        isFused = false
      }
    }
  }
}
