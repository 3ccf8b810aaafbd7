/// One kind of step on the tape: its value is computed where it is called, its derivative here.
///
/// An operation is a small value whose stored fields are what it needs beside its operands (an exponent, an axis). The
/// tape keeps its type and fields as data, so that a trace can be walked, drawn and printed.
///
/// The derivative is written once, as the textbook's formula, in tensor operations: `pullback`. It serves second
/// derivatives (recorded), first derivatives (not recorded), and formulas in words. Operations that are computed element
/// by element conform to ``ElementwiseUnary`` or ``ElementwiseBinary`` and write their formula for a single number and a
/// tensor alike. A few others also say how to add their cotangents in place (`accumulate`), for speed; tests hold both
/// forms against each other.
package protocol Operation: BitwiseCopyable, Sendable {
  /// The name in pictures and messages, as torch's autograd has it: `Tanh`, `Mv`.
  var name: String { get }

  /// The operands' cotangents, given the result's, each in its operand's shape or in one that broadcasting made of it
  /// (the engine sums those back). Nil for an operand that has no derivative.
  ///
  /// Must not branch on values: masks are operations.
  func pullback(_ cotangent: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?]

  /// The same result by elementary steps, for an operation that does several at once; nil if it is elementary itself.
  ///
  /// Computed from the very operands, so that a trace can stand in for the fused step: pictures and paths are made of
  /// it, and tests hold both against each other.
  func expansion(of operands: [Tensor]) -> Tensor?

  /// Adds the operands' cotangents to those in the walk, in numbers, without recording.
  func accumulate(_ node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ walk: inout BackwardWalk)

  /// The same for the operation that a record keeps. A requirement, though nobody implements it anew, because the walk
  /// calls it through the record's metatype: so it is compiled for each operation, without a detour over generic code.
  static func accumulate(stored node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ walk: inout BackwardWalk)
}

extension Operation {
  package func expansion(of operands: [Tensor]) -> Tensor? { nil }

  /// In general: run the formula unrecorded and add what it gives.
  package func accumulate(_ node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ walk: inout BackwardWalk) {
    let g = Tensor.copy(of: cotangent, dims: node.dims, dtype: node.dtype)
    let operands = (0..<node.operandCount).map { walk.tensor(node, $0) }
    let cotangents = withoutGradients { pullback(g, walk.tensor(node), operands) }
    for (index, value) in cotangents.enumerated() {
      guard let value, let target = walk.cotangent(of: node, index) else { continue }
      let fitting = value.summed(toShapeOf: operands[index])
      switch node.operand(index, in: walk.segment).dtype {
      case .float32: add(fitting, to: target, Float.self)
      case .float64: add(fitting, to: target, Double.self)
      }
    }
  }

  private func add<F: Element>(_ value: Tensor, to target: UnsafeMutableRawPointer, _ type: F.Type) {
    let sum = target.assumingMemoryBound(to: F.self)
    value.withElements(of: F.self) { for index in $0.indices { sum[index] += $0[index] } }
  }

  /// The operation that a record keeps.
  static func stored(in node: NodePointer) -> any Operation { node.fields(as: Self.self) }

  package static func accumulate(
    stored node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ walk: inout BackwardWalk
  ) {
    node.fields(as: Self.self).accumulate(node, cotangent, &walk)
  }
}

extension Operation {
  /// What ``pullback(_:_:_:)`` is of an operation that computes its derivative in numbers alone: that of its expansion,
  /// recorded, with the operands and the cotangent held fixed. Nil where recording is off: then there is nothing to walk.
  package func pullbackOfExpansion(_ cotangent: Tensor, _ operands: [Tensor]) -> [Tensor?]? {
    guard let steps = expansion(of: operands), steps.requiresGrad else { return nil }
    var walk = TracedWalk(stoppingAt: operands + [cotangent])
    let partials = walk.run(from: (steps * cotangent).sum(), keeping: operands)
    // What stands in two places has one cotangent, that of both.
    var seen: Set<Tensor.TapePosition> = []
    return zip(operands, partials).map { operand, partial in
      seen.insert(operand.tapePosition).inserted ? partial : nil
    }
  }
}

extension NodePointer {
  /// The operation that made this result, or nil for a leaf.
  package var operation: (any Operation)? { fixed.pointee.operation.map { $0.stored(in: self) } }

  @inline(__always)
  func operand(_ index: Int, in segment: SegmentPointer) -> NodePointer {
    let operand = operands[index]
    return segment.segment(of: operand).node(at: operand.offset)
  }
}
