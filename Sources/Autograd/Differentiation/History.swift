// How a tensor was computed, read back from the tape: what pictures and paths are made of.

extension Tensor {
  /// Where a tensor stands on the tape: equal for copies of a tensor, different for different results.
  ///
  /// Means something only while the tensor, or something computed from it, is alive.
  package struct TapePosition: Hashable {
    private let segment: SegmentPointer
    private let offset: Int32

    fileprivate init(_ tensor: Tensor) {
      segment = SegmentPointer(tensor.segment)
      offset = tensor.offset
    }
  }

  /// Where this tensor stands on the tape.
  package var tapePosition: TapePosition { TapePosition(self) }

  /// The operation that made this result, or nil for a leaf.
  package var operation: (any Operation)? { withExtendedLifetime(self) { node.operation } }

  /// What the operation was applied to, in its order; empty for a leaf.
  package var operands: [Tensor] {
    withExtendedLifetime(self) {
      let owner = SegmentPointer(segment)
      return (0..<node.operandCount).map { index in
        let operand = node.operands[index]
        return Tensor(segment: owner.segment(of: operand).retained, offset: operand.offset)
      }
    }
  }

  /// What the operation's rule makes of a cotangent of this result: its operands' cotangents, each in its operand's shape;
  /// nil for an operand that has no derivative. Nothing is recorded.
  package func operandCotangents(of cotangent: Tensor) -> [Tensor?] {
    guard let operation else { return [] }
    let operands = operands
    return withoutGradients {
      zip(operands, operation.pullback(cotangent, self, operands)).map { operand, partial in
        partial?.summed(toShapeOf: operand)
      }
    }
  }
}
